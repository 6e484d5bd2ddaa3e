import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ClipDescription } from '#contract/clips';
import type { ConsentDraft } from '#contract/consents';
import type { PersonKind } from '#contract/vocabulary';
import { dayOf } from '../consents/consents.rules.ts';
import type { Consents } from '../consents/consents.service.ts';
import type { Database } from '../infra/database.ts';
import type { Jobs } from '../infra/jobs.ts';
import type { Storage } from '../infra/storage.ts';
import { mergeDescription } from '#contract/shared/clip-description';
import { clipPrepare } from './clips.jobs.ts';
import { EMPTY_DESCRIPTION } from './clips.rules.ts';
import { writeTrack } from './captions.store.ts';
import { clips, filmedPeople } from './clips.table.ts';
import { masterKey } from './clips.uploads.ts';
import { yearAfter } from './curation.rules.ts';

/** A clip that comes with the product instead of from a person's device. */
export interface AdoptedClip {
  tenantId: string;
  ownerId: string;
  /** A file on this machine; it is copied. */
  file: string;
  /** Templates name the clip by it; a second adoption under the same key changes nothing. */
  demoKey: string;
  title: string;
  description?: Partial<ClipDescription>;
  people: readonly {
    pseudonym: string;
    kind: PersonKind;
    ranges: [number, number][];
    consent: ConsentDraft;
  }[];
  captions?: readonly { language: string; label: string; vtt: string }[];
}

export interface AdoptionDeps {
  jobs: Pick<Jobs, 'send'>;
  storage: Storage;
  consents: Consents;
  dataDir: string;
  now: () => Date;
}

/** Takes demo clips into the library, published, and queues their preparation. */
export function createAdoption({ jobs, storage, consents, dataDir, now }: AdoptionDeps) {
  return async function adoptFile(db: Database, adopted: AdoptedClip): Promise<string> {
    const { tenantId, ownerId, demoKey } = adopted;
    const isThisOne = and(eq(clips.tenantId, tenantId), eq(clips.demoKey, demoKey));
    const [known] = await db.select({ id: clips.id }).from(clips).where(isThisOne);
    if (known) return known.id;
    const clipId = randomUUID();
    const copy = join(dataDir, 'work', `adopted-${clipId}`);
    await mkdir(join(dataDir, 'work'), { recursive: true });
    await copyFile(adopted.file, copy);
    const { size } = await stat(copy);
    await storage.adopt(copy, masterKey(clipId));
    await db.transaction(async (tx) => {
      await tx.insert(clips).values({
        ...{ id: clipId, tenantId, ownerId, demoKey, title: adopted.title },
        description: mergeDescription(EMPTY_DESCRIPTION, adopted.description ?? {}),
        ...{ state: 'waiting', curation: 'published', masterKey: masterKey(clipId) },
        reviewOn: yearAfter(dayOf(now())),
        ...{ fileName: basename(adopted.file), bytes: size },
        ...{ createdAt: now(), updatedAt: now() },
      });
      for (const { consent, ...person } of adopted.people) {
        const consentId = await consents.recordForDemo(
          tx,
          { tenantId, personId: ownerId },
          consent,
        );
        await tx.insert(filmedPeople).values({
          ...{ id: randomUUID(), tenantId, clipId, consentId, createdAt: now() },
          ...person,
        });
      }
      for (const track of adopted.captions ?? [])
        await writeTrack(tx, { tenantId, id: clipId }, 'captions', track, now());
      await jobs.send(tx, clipPrepare, clipId, { tenantId, clipId });
    });
    return clipId;
  };
}

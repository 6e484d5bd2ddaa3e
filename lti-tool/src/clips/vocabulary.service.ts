import { and, eq } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import type { TermList, vocabularyRoutes } from '#contract/vocabularies';
import { AppError } from '../infra/app-error.ts';
import type { Database, Queryable } from '../infra/database.ts';
import type { UseCases } from '../infra/http.ts';
import { can, requireCapability, type Actor } from '../lti/actor.ts';
import { meantTerm } from './vocabulary.rules.ts';
import { findTerm, replaceWord, termsOf, usesOf, type TermRow } from './vocabulary.store.ts';
import { vocabularyTerms } from './vocabulary.table.ts';

export interface VocabularyDeps {
  db: Database;
  now: () => Date;
}

/** The words by which an institution describes its clips. */
export function createVocabularies({ db, now }: VocabularyDeps) {
  async function reply(queryable: Queryable, tenantId: string): Promise<TermList> {
    const rows = await termsOf(queryable, tenantId);
    const uses = await usesOf(queryable, tenantId);
    const own = new Map<string, number>();
    const loose: TermList['loose'] = [];
    for (const use of uses) {
      const term = meantTerm(rows, use.vocabulary, use.name);
      if (term) own.set(term.id, (own.get(term.id) ?? 0) + use.uses);
      else loose.push(use);
    }
    const terms = rows.map(({ id, vocabulary, name, translations, isRetired }) => ({
      ...{ id, vocabulary, name, translations, isRetired, uses: own.get(id) ?? 0 },
    }));
    return { terms, loose };
  }

  async function open(tx: Queryable, actor: Actor, termId: string): Promise<TermRow> {
    requireCapability(actor, 'vocabularies.manage');
    const term = await findTerm(tx, actor.tenantId, termId);
    if (!term) throw new AppError('not_found');
    return term;
  }

  async function write(tx: Queryable, { id, tenantId }: TermRow, change: Partial<TermRow>) {
    await tx
      .update(vocabularyTerms)
      .set(change)
      .where(and(eq(vocabularyTerms.tenantId, tenantId), eq(vocabularyTerms.id, id)));
  }

  const useCases: UseCases<Actor, typeof vocabularyRoutes> = {
    async listTerms(actor) {
      if (!can(actor, 'vocabularies.manage')) requireCapability(actor, 'clips.browse');
      return reply(db, actor.tenantId);
    },

    addTerm: (actor, { body: { vocabulary, name } }) =>
      db.transaction(async (tx) => {
        requireCapability(actor, 'vocabularies.manage');
        const { tenantId } = actor;
        const [added] = await tx
          .insert(vocabularyTerms)
          .values({ id: randomUUID(), tenantId, vocabulary, name, createdAt: now() })
          .onConflictDoNothing()
          .returning();
        if (!added) throw new AppError('conflict');
        // Clips that say it otherwise only by its letters' case say it like this from now on.
        for (const use of await usesOf(tx, tenantId))
          if (meantTerm([added], use.vocabulary, use.name))
            await replaceWord(tx, tenantId, vocabulary, { from: use.name, to: name, at: now() });
        return reply(tx, tenantId);
      }),

    changeTerm: (actor, { params, body }) =>
      db.transaction(async (tx) => {
        const term = await open(tx, actor, params.termId);
        const { tenantId, vocabulary } = term;
        const { name = term.name, translations = term.translations, isRetired } = body;
        const namesake = meantTerm(await termsOf(tx, tenantId), vocabulary, name);
        if (
          namesake &&
          namesake.id !== term.id &&
          namesake.name.toLowerCase() === name.toLowerCase()
        )
          throw new AppError('conflict');
        const said = Object.entries(translations).filter(([, words]) => words !== '');
        await write(tx, term, {
          name,
          translations: Object.fromEntries(said),
          isRetired: isRetired ?? term.isRetired,
          formerNames:
            name === term.name ? term.formerNames : [...new Set([...term.formerNames, term.name])],
        });
        await replaceWord(tx, tenantId, vocabulary, { from: term.name, to: name, at: now() });
        return reply(tx, tenantId);
      }),

    mergeTerm: (actor, { params, body }) =>
      db.transaction(async (tx) => {
        const term = await open(tx, actor, params.termId);
        const into = await open(tx, actor, body.intoId);
        if (into.id === term.id || into.vocabulary !== term.vocabulary)
          throw new AppError('invalid_request');
        const { tenantId, vocabulary } = term;
        await tx
          .delete(vocabularyTerms)
          .where(and(eq(vocabularyTerms.tenantId, tenantId), eq(vocabularyTerms.id, term.id)));
        await write(tx, into, {
          translations: { ...term.translations, ...into.translations },
          formerNames: [...new Set([...into.formerNames, ...term.formerNames, term.name])],
        });
        await replaceWord(tx, tenantId, vocabulary, { from: term.name, to: into.name, at: now() });
        return reply(tx, tenantId);
      }),
  };

  return { useCases };
}

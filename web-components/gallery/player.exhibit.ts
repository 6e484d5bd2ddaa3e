import { html } from 'lit';
import { clipRoutes, type Playback } from '#contract/clips';
import '#elements/player/cited-moment';
import '#elements/player/clip-player';
import { pretendApi, refusal } from './pretend-server.ts';

const clipId = '0190a1b2-0000-7000-8000-0000000000c1';
const closedClipId = '0190a1b2-0000-7000-8000-0000000000c2';

/** A clip under `GALLERY_MEDIA/clip` (see README): index.m3u8, poster.jpg, sprite.jpg, en.vtt. */
export function samplePlayback(validSeconds = 600): Playback {
  const expiresAtMs = Date.now() + validSeconds * 1000;
  const media = new URL('/sample-media/clip/', location.href).href;
  return {
    clipId,
    title: 'Blocks before snack',
    playlistUrl: `${media}index.m3u8?until=${expiresAtMs}`,
    posterUrl: `${media}poster.jpg`,
    excerpt: null,
    soundUrl: null,
    waveformUrl: null,
    thumbnails: {
      url: `${media}sprite.jpg`,
      columns: 5,
      rows: 4,
      tileWidth: 160,
      tileHeight: 90,
      intervalSeconds: 2,
      count: 20,
    },
    captions: [
      { language: 'en', label: 'English', url: `${media}en.vtt` },
      { language: 'pl', label: 'Polski', url: `${media}en.vtt?lang=pl` },
    ],
    descriptions: [],
    durationSeconds: 40,
    frameRate: 25,
    people: [],
    context: { setting: '', group: '', moment: '', before: '', remember: '' },
    expiresAt: new Date(expiresAtMs).toISOString(),
  };
}

/** An api that plays the sample clip, and refuses the closed one. */
export function playerApi(validSeconds = 600) {
  return pretendApi([
    {
      route: { ...clipRoutes.playClip, path: `/api/clips/${closedClipId}/playback` },
      reply: () => null,
      problem: refusal('consent_withdrawn', 403),
    },
    { route: clipRoutes.playClip, reply: () => samplePlayback(validSeconds) },
  ]);
}

/** The player of the clip page. */
export function barExhibit() {
  return html`<lookfor-player
    .api=${playerApi()}
    clip-id=${clipId}
    captions-language="en"
    .bands=${[
      { startSeconds: 4, endSeconds: 12, kind: 'excerpt' as const },
      { startSeconds: 28, endSeconds: 31, kind: 'closed' as const },
    ]}
  ></lookfor-player>`;
}

/** Addresses that end after some seconds: playing must go on all the same. */
export function expiryExhibit() {
  return html`<lookfor-player .api=${playerApi(6)} clip-id=${clipId} muted></lookfor-player>`;
}

/** The player of the observation workspace, with a place for its buttons. */
export function rowExhibit() {
  return html`<lookfor-player
    .api=${playerApi()}
    clip-id=${clipId}
    controls="row"
    captions-language="en"
    ><button slot="actions">Mark a moment</button></lookfor-player
  >`;
}

/** A clip that may not be played, and one with sound off. */
export function closedExhibit() {
  return html`<lookfor-player .api=${playerApi()} clip-id=${closedClipId}></lookfor-player>
    <lookfor-player .api=${playerApi()} clip-id=${clipId} sound-off></lookfor-player>`;
}

/** A cited moment in its three sizes, bare, and closed. */
export function momentsExhibit() {
  const api = playerApi();
  const codes = [{ label: 'receives', hue: 1 }];
  const note =
    'Educator names it at once. A looks at her hands, not her face. Six seconds, no reply.';
  return html`<div class="gallery-list">
    <lookfor-cited-moment
      .api=${api}
      .codes=${codes}
      clip-id=${clipId}
      clip-title="Blocks before snack"
      start-seconds="14"
      end-seconds="20"
      note=${note}
      child="Child A"
    ></lookfor-cited-moment>
    <lookfor-cited-moment
      .api=${api}
      .codes=${codes}
      size="beside"
      clip-id=${clipId}
      clip-title="Blocks before snack"
      start-seconds="30"
      end-seconds="30"
      note="B offers the cloth a second time."
      child="Child B"
    ></lookfor-cited-moment>
    <lookfor-cited-moment
      .api=${api}
      .codes=${codes}
      size="line"
      clip-id=${clipId}
      clip-title="Blocks before snack"
      start-seconds="8.4"
      end-seconds="12"
      note="Hands flat on the table. Six seconds, hard to bear."
      child="A"
    ></lookfor-cited-moment>
    <lookfor-cited-moment
      .api=${api}
      bare
      clip-id=${clipId}
      start-seconds="22"
      end-seconds="25"
    ></lookfor-cited-moment>
    <lookfor-cited-moment
      .api=${api}
      clip-id=${closedClipId}
      clip-title="Tidying up"
      start-seconds="20"
      end-seconds="34"
      note="She looks up once, at the door."
    ></lookfor-cited-moment>
  </div>`;
}

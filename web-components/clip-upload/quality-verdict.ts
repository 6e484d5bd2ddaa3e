import { msg, str } from '@lit/localize';
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Quality } from '#contract/clips';
import { LookforElement } from '#elements/kit/element';
import { formatLocale } from '#elements/kit/locale';

/** Between these, voices are easy to follow (LUFS). */
const GOOD_LUFS = { from: -27, to: -19 };
const SCALE_LUFS = { from: -50, to: -10 };
const SCALE_WIDTH = 320;
/** Verdicts that a level explains. */
const LEVEL_MATTERS = new Set<Quality['sound']>(['quiet', 'loud', 'clipped']);

/**
 * Whether picture and sound are good enough to work with, in words and with advice, before
 * anybody spends time on describing the clip.
 *
 * @tag lookfor-quality-verdict
 */
@customElement('lookfor-quality-verdict')
export class LookforQualityVerdict extends LookforElement {
  static override styles = [
    LookforElement.styles,
    css`
      :host {
        margin-block-start: var(--lf-3);
      }
      .finding {
        font-weight: 600;
      }
      dl {
        margin-block-start: var(--lf-2);
      }
      dl div {
        display: grid;
        grid-template-columns: 4.75rem 1fr;
        padding-block: var(--lf-2);
        border-block-start: var(--lf-line);
      }
      dt {
        color: var(--lf-ink-2);
      }
      dd b {
        font-weight: 600;
      }
      .weak dt::before {
        display: inline-block;
        inline-size: 0.5rem;
        block-size: 0.5rem;
        margin-inline-end: 0.4rem;
        border-radius: 50%;
        background: var(--lf-noticed);
        content: '';
      }
      svg {
        inline-size: 100%;
        block-size: 2.6rem;
        margin-block: var(--lf-2) var(--lf-3);
        overflow: visible;
        fill: var(--lf-ink-2);
        font: 400 12px var(--lf-font-ui);
      }
      .scale {
        stroke: var(--lf-ink-3);
        stroke-opacity: 0.5;
      }
      .range {
        fill: var(--lf-rule);
      }
      .here {
        fill: var(--lf-noticed);
      }
      .value {
        fill: var(--lf-ink);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) quality: Quality | null = null;

  override render() {
    const { quality } = this;
    if (!quality) return nothing;
    const picture = pictureWords(quality);
    const sound = soundWords(quality);
    const length = lengthWords(quality);
    const weak = [picture, sound, length].filter((part) => part.advice).length;
    const finding =
      weak === 0
        ? msg('Good to work with')
        : weak === 1
          ? msg('Usable, with one weakness')
          : msg(str`Usable, with ${weak} weaknesses`);
    return html`
      <p class="finding">${finding}</p>
      <dl>
        ${part(msg('Picture'), picture)}
        ${part(msg('Sound'), sound, LEVEL_MATTERS.has(quality.sound) ? loudnessScale(quality.loudnessLufs) : nothing)}
        ${part(msg('Length'), length)}
      </dl>
    `;
  }
}

interface Words {
  said: string;
  /** Only where something is weak. */
  advice?: string;
}

function part(
  name: string,
  { said, advice }: Words,
  drawing: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class=${advice ? 'weak' : ''}>
    <dt>${name}</dt>
    <dd>${advice ? html`<b>${said}</b> ${drawing} ${advice}` : said}</dd>
  </div>`;
}

function pictureWords({ picture, width, height, frameRate }: Quality): Words {
  const rate = numberWords(frameRate, 0);
  const facts = msg(str`${width} × ${height}, ${rate} frames a second`);
  switch (picture) {
    case 'good':
      return { said: msg(str`Good. ${facts}.`) };
    case 'fair':
      return { said: msg(str`Fair: faces are small on a large screen. ${facts}.`) };
    case 'low':
      return {
        said: msg(str`Few details: ${facts}.`),
        advice: msg('Gestures can be seen, faces hardly. Choose 1080p in the camera next time.'),
      };
    case 'dark':
      return {
        said: msg(str`Dark: ${facts}.`),
        advice: msg('Next time, film with the window behind you and switch on the light.'),
      };
    case 'bright':
      return {
        said: msg(str`Too bright: ${facts}.`),
        advice: msg('Next time, film with the window behind you and tap a face before you start.'),
      };
    case 'shaky':
      return {
        said: msg(str`Shaky: ${facts}.`),
        advice: msg(
          'Looks and hands are hard to follow. Next time, put the camera down or lean on.',
        ),
      };
    case 'choppy':
      return {
        said: msg(str`Jerky: ${facts}.`),
        advice: msg('Looks and small gestures are lost. Choose 25 or 30 frames a second.'),
      };
  }
}

function soundWords({ sound, loudnessLufs }: Quality): Words {
  const level = loudnessLufs === null ? '' : numberWords(loudnessLufs, 0);
  const microphone = msg('Next time, consider an external microphone within two metres.');
  switch (sound) {
    case 'good':
      return { said: msg(str`Good. Voices stand at ${level} LUFS.`) };
    case 'quiet':
      return { said: msg(str`Voices are quiet: ${level} LUFS.`), advice: microphone };
    case 'loud':
      return {
        said: msg(str`Very loud: ${level} LUFS.`),
        advice: msg('Viewers will turn it down; every word is there.'),
      };
    case 'clipped':
      return {
        said: msg('The sound is distorted where it is loudest.'),
        advice: msg('Next time, keep the microphone further from the loudest child.'),
      };
    case 'voiceless':
      return {
        said: msg('Nobody seems to speak.'),
        advice: msg(
          'If somebody does, move the microphone nearer, and let captions say the words.',
        ),
      };
    case 'silent':
      return {
        said: msg('There is a sound track, but nothing on it.'),
        advice: msg('Check the microphone. Captions can say what was said.'),
      };
    case 'none':
      return {
        said: msg('There is no sound.'),
        advice: msg('Captions can say what was said.'),
      };
  }
}

function lengthWords({ length }: Quality): Words {
  switch (length) {
    case 'good':
      return { said: msg('Good. It can be watched more than once.') };
    case 'short':
      return {
        said: msg('Very short: hardly a scene.'),
        advice: msg('A look-for needs what came before and what followed.'),
      };
    case 'long':
      return {
        said: msg('Long: more than anybody observes at one sitting.'),
        advice: msg('Students see more in three minutes that were chosen.'),
      };
  }
}

function loudnessScale(lufs: number | null): TemplateResult | typeof nothing {
  if (lufs === null) return nothing;
  const { from, to } = SCALE_LUFS;
  const place = (level: number): number =>
    ((Math.min(to, Math.max(from, level)) - from) / (to - from)) * SCALE_WIDTH;
  const here = place(lufs);
  const level = numberWords(lufs, 0);
  const [low, high] = [numberWords(GOOD_LUFS.from, 0), numberWords(GOOD_LUFS.to, 0)];
  const middle = place((GOOD_LUFS.from + GOOD_LUFS.to) / 2);
  return html`<svg
    viewBox="0 0 320 42"
    preserveAspectRatio="xMinYMid"
    role="img"
    aria-label=${msg(str`Loudness ${level} LUFS; ${low} to ${high} is good`)}
  >
    ${svg`<path class="scale" d="M0 20.5h320" />
      <rect class="range" x=${place(GOOD_LUFS.from)} y="17" rx="2" height="7"
        width=${place(GOOD_LUFS.to) - place(GOOD_LUFS.from)} />
      <circle class="here" cx=${here} cy="20.5" r="6" />
      <text class="value" x=${here} y="9" text-anchor="middle">${level}</text>
      <text x="0" y="40">${numberWords(from, 0)}</text>
      <text x=${middle} y="40" text-anchor="middle">${msg(str`${low} to ${high}, good`)}</text>
      <text x="320" y="40" text-anchor="end">${numberWords(to, 0)}</text>`}
  </svg>`;
}

function numberWords(value: number, digits: number): string {
  const text = new Intl.NumberFormat(formatLocale(), { maximumFractionDigits: digits });
  return text.format(value).replace('-', '−');
}

declare global {
  interface HTMLElementTagNameMap {
    'lookfor-quality-verdict': LookforQualityVerdict;
  }
}

/** Writes a story's captions as WebVTT: one file a language, the same cues in each. */
import type { Beat, CaptionLanguage, InAllLanguages, Line, Manner, Story } from './script.ts';

const childWord: InAllLanguages = {
  en: 'Child',
  pl: 'Dziecko',
  it: 'Bambino',
  nl: 'Kind',
  fr: 'Enfant',
};
const educatorWord: InAllLanguages = {
  en: 'Educator',
  pl: 'Wychowawczyni',
  it: 'Educatrice',
  nl: 'Begeleider',
  fr: 'Éducatrice',
};
const mannerWords: Record<Manner, InAllLanguages> = {
  softly: { en: 'softly', pl: 'cicho', it: 'piano', nl: 'zacht', fr: 'doucement' },
  whispering: {
    en: 'whispering',
    pl: 'szeptem',
    it: 'sottovoce',
    nl: 'fluisterend',
    fr: 'en chuchotant',
  },
  laughing: {
    en: 'laughing',
    pl: 'ze śmiechem',
    it: 'ridendo',
    nl: 'lachend',
    fr: 'en riant',
  },
};

function timestamp(seconds: number): string {
  const thousandths = Math.round(seconds * 1000);
  const pad = (value: number, digits: number) => String(value).padStart(digits, '0');
  const minutes = Math.floor(thousandths / 60_000);
  const rest = thousandths % 60_000;
  return `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}:${pad(Math.floor(rest / 1000), 2)}.${pad(rest % 1000, 3)}`;
}

function nameIn(language: CaptionLanguage, pseudonym: string): string {
  const letter = pseudonym.slice(-1);
  return `${pseudonym.startsWith('Child') ? childWord[language] : educatorWord[language]} ${letter}`;
}

function cueText(story: Story, beat: Beat, line: Line, language: CaptionLanguage): string {
  if (!beat.says) return line[language];
  const pseudonym = story.actors[beat.who]?.pseudonym ?? beat.who;
  const manner = line.manner ? `, ${mannerWords[line.manner][language]}` : '';
  return `<v ${pseudonym}>[${nameIn(language, pseudonym)}${manner}] ${line[language]}</v>`;
}

/**
 * The captions of a story in one language. The speaker stands twice: as WebVTT voice, by the
 * pseudonym that the clip's people have, and in brackets for those who read without hearing.
 */
export function captionsOf(story: Story, language: CaptionLanguage): string {
  const cues = story.beats
    .flatMap((beat) => {
      const line = beat.says ?? beat.hears;
      return line ? [{ beat, line }] : [];
    })
    .sort((a, b) => a.beat.at - b.beat.at)
    .map(
      ({ beat, line }, row) =>
        `${row + 1}\n${timestamp(beat.at)} --> ${timestamp(line.until)}\n${cueText(story, beat, line, language)}\n`,
    );
  return `WEBVTT\n\n${cues.join('\n')}`;
}

import type { Locale } from '#contract/vocabulary';

/** What can lie in the archive of one person, in the order in which its README names it. */
const PLACES = [
  'observation.json',
  'observation.csv',
  'observation.xlsx',
  'observation.eaf',
  'observation.jsonld',
  'observation.vtt',
  'spoken/',
  'narration.txt',
  'narration.json',
  'seminar.txt',
  'seminar.json',
] as const;
type Place = (typeof PLACES)[number];

interface ReadmeWords {
  about: string;
  /** What each of them is. */
  places: Readonly<Record<Place, string>>;
  clip: string;
}

const en: ReadmeWords = {
  about: 'What you wrote for this task, to keep.',
  places: {
    'observation.json': 'everything, as Lookfor reads it back: from this file or the whole archive',
    'observation.csv': 'a table',
    'observation.xlsx': 'the same, for spreadsheets',
    'observation.eaf': 'for ELAN',
    'observation.jsonld': 'W3C Web Annotation',
    'observation.vtt': 'as captions, for players',
    'spoken/': 'what you said aloud; a moment names its recording by id',
    'narration.txt': 'your narration as text',
    'narration.json': 'your narration with every cited moment',
    'seminar.txt': 'what you said about moments in the seminar',
    'seminar.json': 'the same, with when you said it',
  },
  clip: 'The clip is not in here: it belongs to the people who are seen in it.',
};

const pl: ReadmeWords = {
  about: 'Co powstało w tym zadaniu, do zachowania.',
  places: {
    'observation.json': 'wszystko tak, jak odczyta to Lookfor: z tego pliku albo z całego archiwum',
    'observation.csv': 'tabela',
    'observation.xlsx': 'to samo, dla arkusza kalkulacyjnego',
    'observation.eaf': 'dla programu ELAN',
    'observation.jsonld': 'W3C Web Annotation',
    'observation.vtt': 'jako napisy, dla odtwarzaczy',
    'spoken/': 'Twoje notatki głosowe; moment podaje identyfikator nagrania',
    'narration.txt': 'Twoja narracja jako tekst',
    'narration.json': 'Twoja narracja z każdym przytoczonym momentem',
    'seminar.txt': 'Twoje wypowiedzi o momentach na seminarium',
    'seminar.json': 'to samo, z czasem wypowiedzi',
  },
  clip: 'Klipu tu nie ma: należy do osób, które w nim widać.',
};

const it: ReadmeWords = {
  about: 'Ciò che hai scritto per questo compito, da conservare.',
  places: {
    'observation.json': 'tutto, come Lookfor lo rilegge: da questo file o dall’intero archivio',
    'observation.csv': 'una tabella',
    'observation.xlsx': 'la stessa, per i fogli di calcolo',
    'observation.eaf': 'per ELAN',
    'observation.jsonld': 'W3C Web Annotation',
    'observation.vtt': 'come sottotitoli, per i lettori video',
    'spoken/': 'ciò che hai detto a voce; un momento indica l’identificativo della registrazione',
    'narration.txt': 'la tua narrazione come testo',
    'narration.json': 'la tua narrazione con ogni momento citato',
    'seminar.txt': 'ciò che hai detto dei momenti nel seminario',
    'seminar.json': 'lo stesso, con il momento in cui l’hai detto',
  },
  clip: 'La clip non è qui: appartiene alle persone che vi si vedono.',
};

const nl: ReadmeWords = {
  about: 'Wat je voor deze opdracht hebt geschreven, om te bewaren.',
  places: {
    'observation.json': 'alles, zoals Lookfor het terugleest: uit dit bestand of het hele archief',
    'observation.csv': 'een tabel',
    'observation.xlsx': 'hetzelfde, voor spreadsheets',
    'observation.eaf': 'voor ELAN',
    'observation.jsonld': 'W3C Web Annotation',
    'observation.vtt': 'als ondertiteling, voor spelers',
    'spoken/': 'wat je hardop hebt gezegd; een moment noemt zijn opname met de id',
    'narration.txt': 'je narratie als tekst',
    'narration.json': 'je narratie met elk aangehaald moment',
    'seminar.txt': 'wat je in het seminar over momenten hebt gezegd',
    'seminar.json': 'hetzelfde, met wanneer je het zei',
  },
  clip: 'De clip zit hier niet bij: die is van de mensen die erin te zien zijn.',
};

const fr: ReadmeWords = {
  about: 'Ce que vous avez écrit pour cette tâche, à conserver.',
  places: {
    'observation.json':
      'tout, tel que Lookfor le relit : à partir de ce fichier ou de l’archive entière',
    'observation.csv': 'un tableau',
    'observation.xlsx': 'le même, pour les tableurs',
    'observation.eaf': 'pour ELAN',
    'observation.jsonld': 'W3C Web Annotation',
    'observation.vtt': 'en sous-titres, pour les lecteurs vidéo',
    'spoken/': 'ce que vous avez dit à voix haute ; un moment nomme son enregistrement par son id',
    'narration.txt': 'votre narration en texte',
    'narration.json': 'votre narration avec chaque moment cité',
    'seminar.txt': 'ce que vous avez dit des moments au séminaire',
    'seminar.json': 'la même chose, avec la date et l’heure',
  },
  clip: 'L’extrait n’est pas ici : il appartient aux personnes que l’on y voit.',
};

const WORDS: Readonly<Record<Locale, ReadmeWords>> = { en, pl, it, nl, fr };

/** The README of one person's archive: names what lies in it, and nothing else. */
export function ownReadme(paths: readonly string[], locale: Locale): string {
  const { about, places, clip } = WORDS[locale];
  const lies = (place: Place): boolean => paths.some((path) => path.startsWith(place));
  const lines = PLACES.filter(lies).map((place) => `${place.padEnd(20)}${places[place]}`);
  return `${[about, lines.join('\n'), clip].join('\n\n')}\n`;
}

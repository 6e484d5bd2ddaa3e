import type { Audience, DestroyedPart, Locale, MaskStyle, Purpose } from '#contract/vocabulary';

/** What a certificate of a withdrawal, or of an agreement that is over, says. */
export interface CertificateWords {
  heading: string;
  file: string;
  /** The same of an agreement whose last day is past. */
  headingEnded: string;
  fileEnded: string;
  clip: string;
  person: string;
  seen: string;
  throughout: string;
  agreed: string;
  withdrawn: string;
  ended: string;
  /** Its last day, of the agreement that had been recorded. */
  lastDay: (day: string) => string;
  done: string;
  closed: string;
  masked: (ranges: string, style: string, at: string) => string;
  /** It was asked for, and is not done yet. */
  masking: (ranges: string, askedAt: string) => string;
  /** Stretches are served to nobody but the owner, while the rest plays. */
  leftOut: (ranges: string, since: string) => string;
  leftOutUntil: (ranges: string, since: string, until: string) => string;
  /** What was destroyed: how many files (of captions: tracks), how long together, and when. */
  destroyed: Record<DestroyedPart, (files: number, size: string, at: string) => string>;
  kept: string;
  works: string;
  where: string;
  nowhere: string;
  watched: string;
  nobody: string;
  viewings: (course: string, viewings: number, lastAt: string) => string;
  made: (at: string) => string;
  styles: Record<MaskStyle, string>;
  purposes: Record<Purpose, string>;
  audiences: Record<Audience, string>;
}

const en: CertificateWords = {
  heading: 'What was done after a withdrawal of consent',
  file: 'withdrawal',
  headingEnded: 'What was done after a consent had ended',
  fileEnded: 'end-of-consent',
  clip: 'Clip',
  person: 'Filmed person (pseudonym)',
  seen: 'Seen or heard',
  throughout: 'all the time',
  agreed: 'Had been agreed to',
  withdrawn: 'Withdrawal recorded',
  ended: 'Consent ended',
  lastDay: (day) => `with its last day, ${day}`,
  done: 'What was done',
  closed:
    'At that moment the clip was closed for everybody but its owner, in every course. Every request for its pictures and sound is checked again at most three seconds later; players ask every four seconds whether they may go on.',
  masked: (ranges, style, at) => `${ranges}: ${style} and muted in the film itself since ${at}.`,
  masking: (ranges, askedAt) =>
    `${ranges}: masking was asked for on ${askedAt} and is not done yet; until then nothing of the clip is served.`,
  leftOut: (ranges, since) =>
    `${ranges}: left out since ${since}. Pictures, sound and captions of these stretches are sent to nobody but the owner; the rest of the clip plays. The film is kept.`,
  leftOutUntil: (ranges, since, until) => `${ranges}: left out from ${since} to ${until}.`,
  destroyed: {
    original: (_files, size, at) =>
      `The film as it was handed in (${size}) was destroyed on ${at}.`,
    served: (files, size, at) =>
      `Everything that had been made of it and served (files: ${files}, ${size}) was destroyed on ${at}.`,
    captions: (tracks, _size, at) =>
      `What was said or described there was taken out of the captions (tracks: ${tracks}) on ${at}.`,
  },
  kept: 'The files of the clip are kept and can be watched by its owner alone, until they are masked or removed.',
  works:
    'What students wrote about the clip and their marks were kept. Where they cite the clip, a notice stands in its place.',
  where: 'Courses and tasks that used the clip',
  nowhere: 'None.',
  watched: 'Where it had been watched',
  nobody: 'No viewing is on record.',
  viewings: (course, viewings, lastAt) =>
    `${course}: ${viewings} ${viewings === 1 ? 'viewing' : 'viewings'}, the last until ${lastAt}`,
  made: (at) => `Made from the register on ${at}.`,
  styles: { blur: 'blurred', black: 'blacked out' },
  purposes: {
    training: 'training students',
    team: 'discussion in the team',
    practice: 'improving practice',
    parents: 'sharing with parents',
    children: 'sharing with the filmed children',
    research: 'research',
  },
  audiences: {
    course: 'this course',
    institution: 'this institution',
    partners: 'named partners',
    public: 'public',
  },
};

const pl: CertificateWords = {
  heading: 'Co zrobiono po wycofaniu zgody',
  file: 'wycofanie-zgody',
  headingEnded: 'Co zrobiono po wygaśnięciu zgody',
  fileEnded: 'koniec-zgody',
  clip: 'Klip',
  person: 'Osoba filmowana (pseudonim)',
  seen: 'Widoczna lub słyszalna',
  throughout: 'przez cały czas',
  agreed: 'Zgoda obejmowała',
  withdrawn: 'Wycofanie zapisano',
  ended: 'Zgoda wygasła',
  lastDay: (day) => `z ostatnim dniem: ${day}`,
  done: 'Co zrobiono',
  closed:
    'W tej chwili klip został zamknięty we wszystkich kursach dla wszystkich oprócz właściciela. Każda prośba o obraz i dźwięk jest sprawdzana ponownie najpóźniej po trzech sekundach; odtwarzacze co cztery sekundy pytają, czy mogą grać dalej.',
  masked: (ranges, style, at) => `${ranges}: ${style}, bez dźwięku, w samym filmie od ${at}.`,
  masking: (ranges, askedAt) =>
    `${ranges}: maskowanie zlecono ${askedAt}, jeszcze się nie zakończyło; do tego czasu nic z klipu nie jest udostępniane.`,
  leftOut: (ranges, since) =>
    `${ranges}: pomijane od ${since}. Obraz, dźwięk i napisy tych fragmentów otrzymuje tylko właściciel; reszta klipu jest odtwarzana. Film jest zachowany.`,
  leftOutUntil: (ranges, since, until) => `${ranges}: pomijane od ${since} do ${until}.`,
  destroyed: {
    original: (_files, size, at) => `Film w przekazanej postaci (${size}) zniszczono ${at}.`,
    served: (files, size, at) =>
      `Wszystko, co z niego wytworzono i udostępniano (pliki: ${files}, ${size}), zniszczono ${at}.`,
    captions: (tracks, _size, at) =>
      `To, co tam powiedziano lub opisano, usunięto z napisów (ścieżki: ${tracks}) ${at}.`,
  },
  kept: 'Pliki klipu są zachowane i może je oglądać tylko właściciel, dopóki nie zostaną zamaskowane lub usunięte.',
  works:
    'To, co studenci napisali o klipie, i ich oceny zachowano. Tam, gdzie cytują klip, jest informacja.',
  where: 'Kursy i zadania, które używały klipu',
  nowhere: 'Brak.',
  watched: 'Gdzie był oglądany',
  nobody: 'Nie zapisano żadnego obejrzenia.',
  viewings: (course, viewings, lastAt) =>
    `${course}: obejrzenia: ${viewings}, ostatnie do ${lastAt}`,
  made: (at) => `Sporządzono z rejestru: ${at}.`,
  styles: { blur: 'rozmyte', black: 'zaczernione' },
  purposes: {
    training: 'kształcenie studentów',
    team: 'rozmowa w zespole',
    practice: 'doskonalenie praktyki',
    parents: 'pokazanie rodzicom',
    children: 'pokazanie filmowanym dzieciom',
    research: 'badania',
  },
  audiences: {
    course: 'ten kurs',
    institution: 'ta instytucja',
    partners: 'wskazani partnerzy',
    public: 'publicznie',
  },
};

const it: CertificateWords = {
  heading: 'Che cosa è stato fatto dopo la revoca di un consenso',
  file: 'revoca',
  headingEnded: 'Che cosa è stato fatto dopo la scadenza di un consenso',
  fileEnded: 'scadenza',
  clip: 'Clip',
  person: 'Persona ripresa (pseudonimo)',
  seen: 'Si vede o si sente',
  throughout: 'per tutto il tempo',
  agreed: 'Il consenso riguardava',
  withdrawn: 'Revoca registrata',
  ended: 'Consenso scaduto',
  lastDay: (day) => `con l’ultimo giorno, ${day}`,
  done: 'Che cosa è stato fatto',
  closed:
    'In quel momento la clip è stata chiusa in ogni corso per tutti tranne il proprietario. Ogni richiesta di immagini e suono è ricontrollata entro tre secondi; i lettori chiedono ogni quattro secondi se possono continuare.',
  masked: (ranges, style, at) => `${ranges}: ${style} e senza suono nel filmato stesso dal ${at}.`,
  masking: (ranges, askedAt) =>
    `${ranges}: il mascheramento è stato chiesto il ${askedAt} e non è ancora concluso; fino ad allora nulla della clip è servito.`,
  leftOut: (ranges, since) =>
    `${ranges}: escluso dal ${since}. Immagini, suono e sottotitoli di questi tratti sono inviati solo al proprietario; il resto della clip si può guardare. Il filmato è conservato.`,
  leftOutUntil: (ranges, since, until) => `${ranges}: escluso dal ${since} al ${until}.`,
  destroyed: {
    original: (_files, size, at) =>
      `Il filmato com’era stato consegnato (${size}) è stato distrutto il ${at}.`,
    served: (files, size, at) =>
      `Tutto ciò che ne era stato ricavato e servito (file: ${files}, ${size}) è stato distrutto il ${at}.`,
    captions: (tracks, _size, at) =>
      `Ciò che vi era detto o descritto è stato tolto dai sottotitoli (tracce: ${tracks}) il ${at}.`,
  },
  kept: 'I file della clip sono conservati e può vederli solo il proprietario, finché non sono mascherati o rimossi.',
  works:
    'Ciò che gli studenti hanno scritto sulla clip e i loro voti sono stati conservati. Dove la citano, si legge un avviso.',
  where: 'Corsi e attività che usavano la clip',
  nowhere: 'Nessuno.',
  watched: 'Dove era stata guardata',
  nobody: 'Non risulta alcuna visione.',
  viewings: (course, viewings, lastAt) =>
    `${course}: ${viewings} ${viewings === 1 ? 'visione' : 'visioni'}, l’ultima fino al ${lastAt}`,
  made: (at) => `Redatto dal registro il ${at}.`,
  styles: { blur: 'sfocato', black: 'oscurato' },
  purposes: {
    training: 'formazione degli studenti',
    team: 'discussione nel gruppo di lavoro',
    practice: 'miglioramento della pratica',
    parents: 'condivisione con i genitori',
    children: 'condivisione con i bambini ripresi',
    research: 'ricerca',
  },
  audiences: {
    course: 'questo corso',
    institution: 'questa istituzione',
    partners: 'partner indicati',
    public: 'pubblico',
  },
};

const nl: CertificateWords = {
  heading: 'Wat er is gedaan na het intrekken van toestemming',
  file: 'intrekking',
  headingEnded: 'Wat er is gedaan na het einde van een toestemming',
  fileEnded: 'einde-toestemming',
  clip: 'Clip',
  person: 'Gefilmde persoon (pseudoniem)',
  seen: 'Te zien of te horen',
  throughout: 'de hele tijd',
  agreed: 'De toestemming gold voor',
  withdrawn: 'Intrekking vastgelegd',
  ended: 'Toestemming geëindigd',
  lastDay: (day) => `met de laatste dag, ${day}`,
  done: 'Wat er is gedaan',
  closed:
    'Op dat moment is de clip in elke cursus gesloten voor iedereen behalve de eigenaar. Elk verzoek om beeld en geluid wordt hooguit drie seconden later opnieuw gecontroleerd; spelers vragen elke vier seconden of ze door mogen gaan.',
  masked: (ranges, style, at) =>
    `${ranges}: ${style} en zonder geluid in de film zelf sinds ${at}.`,
  masking: (ranges, askedAt) =>
    `${ranges}: maskeren is gevraagd op ${askedAt} en nog niet klaar; tot dan wordt niets van de clip getoond.`,
  leftOut: (ranges, since) =>
    `${ranges}: weggelaten sinds ${since}. Beeld, geluid en ondertitels van deze stukken gaan alleen naar de eigenaar; de rest van de clip speelt. De film wordt bewaard.`,
  leftOutUntil: (ranges, since, until) => `${ranges}: weggelaten van ${since} tot ${until}.`,
  destroyed: {
    original: (_files, size, at) =>
      `De film zoals die was aangeleverd (${size}) is vernietigd op ${at}.`,
    served: (files, size, at) =>
      `Alles wat ervan was gemaakt en getoond (bestanden: ${files}, ${size}) is vernietigd op ${at}.`,
    captions: (tracks, _size, at) =>
      `Wat daar werd gezegd of beschreven is uit de ondertitels gehaald (sporen: ${tracks}) op ${at}.`,
  },
  kept: 'De bestanden van de clip worden bewaard en zijn alleen voor de eigenaar te zien, tot ze worden gemaskeerd of verwijderd.',
  works:
    'Wat studenten over de clip schreven en hun beoordelingen zijn bewaard. Waar ze de clip aanhalen, staat een mededeling.',
  where: 'Cursussen en taken die de clip gebruikten',
  nowhere: 'Geen.',
  watched: 'Waar hij was bekeken',
  nobody: 'Er is geen vertoning vastgelegd.',
  viewings: (course, viewings, lastAt) =>
    `${course}: ${viewings} keer bekeken, het laatst tot ${lastAt}`,
  made: (at) => `Opgemaakt uit het register op ${at}.`,
  styles: { blur: 'onscherp', black: 'zwart' },
  purposes: {
    training: 'opleiden van studenten',
    team: 'gesprek in het team',
    practice: 'verbeteren van de praktijk',
    parents: 'delen met ouders',
    children: 'delen met de gefilmde kinderen',
    research: 'onderzoek',
  },
  audiences: {
    course: 'deze cursus',
    institution: 'deze instelling',
    partners: 'genoemde partners',
    public: 'openbaar',
  },
};

const fr: CertificateWords = {
  heading: 'Ce qui a été fait après le retrait d’un consentement',
  file: 'retrait',
  headingEnded: 'Ce qui a été fait après la fin d’un consentement',
  fileEnded: 'fin-de-consentement',
  clip: 'Clip',
  person: 'Personne filmée (pseudonyme)',
  seen: 'Visible ou audible',
  throughout: 'tout le temps',
  agreed: 'Le consentement portait sur',
  withdrawn: 'Retrait enregistré',
  ended: 'Consentement arrivé à terme',
  lastDay: (day) => `avec son dernier jour, le ${day}`,
  done: 'Ce qui a été fait',
  closed:
    'À cet instant, le clip a été fermé dans tous les cours pour tous sauf son propriétaire. Chaque demande d’image et de son est vérifiée à nouveau au plus tard trois secondes après ; les lecteurs demandent toutes les quatre secondes s’ils peuvent continuer.',
  masked: (ranges, style, at) =>
    `${ranges} : ${style} et sans son dans le film lui-même depuis le ${at}.`,
  masking: (ranges, askedAt) =>
    `${ranges} : le masquage a été demandé le ${askedAt} et n’est pas encore terminé ; d’ici là, rien du clip n’est servi.`,
  leftOut: (ranges, since) =>
    `${ranges} : écarté depuis le ${since}. Les images, le son et les sous-titres de ces passages ne sont envoyés qu’au propriétaire ; le reste du clip est lu. Le film est conservé.`,
  leftOutUntil: (ranges, since, until) => `${ranges} : écarté du ${since} au ${until}.`,
  destroyed: {
    original: (_files, size, at) =>
      `Le film tel qu’il avait été remis (${size}) a été détruit le ${at}.`,
    served: (files, size, at) =>
      `Tout ce qui en avait été tiré et servi (fichiers : ${files}, ${size}) a été détruit le ${at}.`,
    captions: (tracks, _size, at) =>
      `Ce qui y était dit ou décrit a été retiré des sous-titres (pistes : ${tracks}) le ${at}.`,
  },
  kept: 'Les fichiers du clip sont conservés et seul son propriétaire peut les voir, jusqu’à ce qu’ils soient masqués ou supprimés.',
  works:
    'Ce que les étudiants ont écrit sur le clip et leurs notes ont été conservés. Là où ils le citent, un avis le remplace.',
  where: 'Cours et tâches qui utilisaient le clip',
  nowhere: 'Aucun.',
  watched: 'Où il avait été regardé',
  nobody: 'Aucun visionnage n’est enregistré.',
  viewings: (course, viewings, lastAt) =>
    `${course} : ${viewings} ${viewings === 1 ? 'visionnage' : 'visionnages'}, le dernier jusqu’au ${lastAt}`,
  made: (at) => `Établi d’après le registre le ${at}.`,
  styles: { blur: 'flouté', black: 'noirci' },
  purposes: {
    training: 'formation des étudiants',
    team: 'discussion en équipe',
    practice: 'amélioration de la pratique',
    parents: 'partage avec les parents',
    children: 'partage avec les enfants filmés',
    research: 'recherche',
  },
  audiences: {
    course: 'ce cours',
    institution: 'cet établissement',
    partners: 'partenaires nommés',
    public: 'public',
  },
};

/** The certificate's words by language. */
export const CERTIFICATE_WORDS: Readonly<Record<Locale, CertificateWords>> = { en, pl, it, nl, fr };

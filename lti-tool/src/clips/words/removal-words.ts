import type { Locale } from '#contract/vocabulary';

/** What a certificate of a clip that was removed says, besides what all certificates say. */
export interface RemovalWords {
  heading: string;
  file: string;
  removed: string;
  filmed: string;
  unnamed: string;
  noConsent: string;
  withdrawn: (at: string) => string;
  closed: string;
  /** How many files there were, how large together, and when they were gone. */
  erased: (files: number, size: string, at: string) => string;
  erasing: (files: number, size: string) => string;
  elsewhere: string;
  register: string;
  /** Masked before anybody could watch it, by whom. */
  maskedFirst: Record<'browser' | 'server', string>;
  works: string;
}

const en: RemovalWords = {
  heading: 'What was done when a clip was removed',
  file: 'removal',
  removed: 'Removed',
  filmed: 'Who was filmed (pseudonyms)',
  unnamed: 'Nobody had been named.',
  noConsent: 'no consent was recorded',
  withdrawn: (at) => `withdrawn on ${at}`,
  closed:
    'From that moment nobody could find the clip. Every request for its pictures and sound, also from players that were open, was refused at most three seconds later.',
  erased: (files, size, at) =>
    `Everything that the store held of it (files: ${files}, ${size}) was gone on ${at}: the film that was kept, all that had been made of it, and its pictures.`,
  erasing: (files, size) =>
    `Its files (${files}, ${size} together) are being destroyed. Once they are gone, this certificate says when.`,
  elsewhere: 'The film lies elsewhere; nothing of it was kept here.',
  register:
    'Its description, captions, consents, signed forms and the log of viewings were deleted with it. What stands on this page was written down before.',
  maskedFirst: {
    browser:
      'It had been masked on the device of its owner before it was sent; the film as it was never came here.',
    server:
      'It had been masked by the server before anybody could watch it; the film as it came was destroyed then.',
  },
  works:
    'What students wrote about the clip and their marks were kept. Where they cite it, a notice stands in its place.',
};

const pl: RemovalWords = {
  heading: 'Co zrobiono przy usunięciu klipu',
  file: 'usuniecie',
  removed: 'Usunięto',
  filmed: 'Kto był filmowany (pseudonimy)',
  unnamed: 'Nikogo nie wskazano.',
  noConsent: 'zgody nie zapisano',
  withdrawn: (at) => `wycofana ${at}`,
  closed:
    'Od tej chwili nikt nie mógł znaleźć klipu. Każda prośba o obraz i dźwięk, także z otwartych odtwarzaczy, była odrzucana najpóźniej po trzech sekundach.',
  erased: (files, size, at) =>
    `Wszystkiego, co z niego przechowywano (pliki: ${files}, ${size}), nie ma od ${at}: przechowywanego filmu, wszystkiego, co z niego wytworzono, i jego obrazów.`,
  erasing: (files, size) =>
    `Jego pliki (${files}, razem ${size}) są niszczone. Gdy już ich nie będzie, to zaświadczenie poda datę.`,
  elsewhere: 'Film znajduje się gdzie indziej; tutaj nic z niego nie przechowywano.',
  register:
    'Opis, napisy, zgody, podpisane formularze i dziennik obejrzeń usunięto razem z nim. To, co jest na tej stronie, zapisano przedtem.',
  maskedFirst: {
    browser:
      'Zamaskowano go na urządzeniu właściciela przed wysłaniem; film w pierwotnej postaci nigdy tu nie trafił.',
    server:
      'Zamaskował go serwer, zanim ktokolwiek mógł go obejrzeć; film w nadesłanej postaci wtedy zniszczono.',
  },
  works:
    'To, co studenci napisali o klipie, i ich oceny zachowano. Tam, gdzie go cytują, jest informacja.',
};

const it: RemovalWords = {
  heading: 'Che cosa è stato fatto quando una clip è stata rimossa',
  file: 'rimozione',
  removed: 'Rimossa',
  filmed: 'Chi era ripreso (pseudonimi)',
  unnamed: 'Non era stato indicato nessuno.',
  noConsent: 'nessun consenso registrato',
  withdrawn: (at) => `revocato il ${at}`,
  closed:
    'Da quel momento nessuno poteva trovare la clip. Ogni richiesta di immagini e suono, anche da lettori già aperti, è stata rifiutata entro tre secondi.',
  erased: (files, size, at) =>
    `Tutto ciò che ne era conservato (file: ${files}, ${size}) non c’è più dal ${at}: il filmato che era conservato, tutto ciò che ne era stato ricavato e le sue immagini.`,
  erasing: (files, size) =>
    `I suoi file (${files}, in tutto ${size}) sono in corso di distruzione. Quando non ci saranno più, questo certificato dirà da quando.`,
  elsewhere: 'Il filmato si trova altrove; qui non ne era conservato nulla.',
  register:
    'La descrizione, i sottotitoli, i consensi, i moduli firmati e il registro delle visioni sono stati cancellati insieme a essa. Ciò che si legge qui è stato annotato prima.',
  maskedFirst: {
    browser:
      'Era stata mascherata sul dispositivo del proprietario prima dell’invio; il filmato com’era non è mai arrivato qui.',
    server:
      'Era stata mascherata dal server prima che qualcuno potesse guardarla; il filmato com’era arrivato è stato allora distrutto.',
  },
  works:
    'Ciò che gli studenti hanno scritto sulla clip e i loro voti sono stati conservati. Dove la citano, si legge un avviso.',
};

const nl: RemovalWords = {
  heading: 'Wat er is gedaan toen een clip werd verwijderd',
  file: 'verwijdering',
  removed: 'Verwijderd',
  filmed: 'Wie gefilmd was (pseudoniemen)',
  unnamed: 'Er was niemand genoemd.',
  noConsent: 'geen toestemming vastgelegd',
  withdrawn: (at) => `ingetrokken op ${at}`,
  closed:
    'Vanaf dat moment kon niemand de clip vinden. Elk verzoek om beeld en geluid, ook van spelers die open stonden, werd hooguit drie seconden later geweigerd.',
  erased: (files, size, at) =>
    `Alles wat ervan was opgeslagen (bestanden: ${files}, ${size}) was weg op ${at}: de bewaarde film, alles wat ervan was gemaakt, en de beelden.`,
  erasing: (files, size) =>
    `De bestanden (${files}, samen ${size}) worden vernietigd. Zodra ze weg zijn, zegt dit bewijs sinds wanneer.`,
  elsewhere: 'De film staat elders; hier is er niets van bewaard.',
  register:
    'De beschrijving, ondertitels, toestemmingen, getekende formulieren en het logboek van vertoningen zijn mee verwijderd. Wat op deze pagina staat, is daarvoor opgeschreven.',
  maskedFirst: {
    browser:
      'Hij was op het apparaat van de eigenaar gemaskeerd voordat hij werd verstuurd; de film zoals die was is hier nooit gekomen.',
    server:
      'De server had hem gemaskeerd voordat iemand hem kon bekijken; de film zoals die binnenkwam is toen vernietigd.',
  },
  works:
    'Wat studenten over de clip schreven en hun beoordelingen zijn bewaard. Waar ze hem aanhalen, staat een mededeling.',
};

const fr: RemovalWords = {
  heading: 'Ce qui a été fait lors de la suppression d’un clip',
  file: 'suppression',
  removed: 'Supprimé',
  filmed: 'Qui était filmé (pseudonymes)',
  unnamed: 'Personne n’avait été indiqué.',
  noConsent: 'aucun consentement enregistré',
  withdrawn: (at) => `retiré le ${at}`,
  closed:
    'Dès cet instant, plus personne ne pouvait trouver le clip. Chaque demande d’image et de son, aussi depuis des lecteurs ouverts, a été refusée au plus tard trois secondes après.',
  erased: (files, size, at) =>
    `Tout ce qui en était conservé (fichiers : ${files}, ${size}) a disparu le ${at} : le film conservé, tout ce qui en avait été tiré, et ses images.`,
  erasing: (files, size) =>
    `Ses fichiers (${files}, ${size} en tout) sont en cours de destruction. Quand ils auront disparu, ce certificat dira depuis quand.`,
  elsewhere: 'Le film se trouve ailleurs ; rien n’en était conservé ici.',
  register:
    'Sa description, ses sous-titres, les consentements, les formulaires signés et le journal des visionnages ont été effacés avec lui. Ce qui figure ici a été noté avant.',
  maskedFirst: {
    browser:
      'Il avait été masqué sur l’appareil de son propriétaire avant l’envoi ; le film tel qu’il était n’est jamais venu ici.',
    server:
      'Il avait été masqué par le serveur avant que quiconque puisse le regarder ; le film tel qu’il était arrivé a alors été détruit.',
  },
  works:
    'Ce que les étudiants ont écrit sur le clip et leurs notes ont été conservés. Là où ils le citent, un avis le remplace.',
};

/** The words of a removal by language. */
export const REMOVAL_WORDS: Readonly<Record<Locale, RemovalWords>> = { en, pl, it, nl, fr };

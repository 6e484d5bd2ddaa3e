import type { LaunchWords } from '../launch-words.ts';

/** Polish. */
export const POLISH: LaunchWords = {
  opening: 'Otwieranie Lookfor',
  slow: {
    text: 'Trwa to dłużej niż zwykle. Sprawdź połączenie; nic nie przepadło.',
    again: 'Spróbuj ponownie',
  },
  checks: {
    identity: 'Platforma podaje, kim jesteś',
    browser: 'Sprawdzanie, czy to ta sama przeglądarka',
    task: 'Otwieranie zadania',
  },
  atMost: 'Najwyżej trzy sekundy, potem pojawi się przycisk.',
  ownWindow: {
    heading: 'Lookfor otwiera się w osobnym oknie',
    text: 'Przeglądarka nie pozwala tej ramce zapamiętać, że to Ty. W osobnym oknie wszystko działa jak zwykle, a kurs pozostaje otwarty tutaj.',
    open: 'Otwórz w nowym oknie',
    continueHere: 'Kontynuuj w tej ramce',
    openedHeading: 'Lookfor jest otwarty w osobnym oknie',
    openedText:
      'Twój kurs pozostaje otwarty tutaj. Jeśli tamto okno zostało zamknięte, wczytaj tę stronę kursu jeszcze raz i ponownie naciśnij link.',
  },
  accountFine: 'Z Twoim kontem wszystko jest w porządku.',
  backToCourse: 'Wróć do kursu',
  workIsSafe: ['Twoja praca jest bezpieczna:', 'Lookfor zapisuje na bieżąco.'],
  again: ['Wczytaj ponownie stronę kursu.', 'Kliknij jeszcze raz odnośnik do Lookfor.'],
  allowCookies:
    'Jeśli ta strona pojawi się znowu, zezwól w przeglądarce na pliki cookie dla Lookfor.',
  helpDesk: 'Dla działu pomocy',
  stillHere: 'Nadal to widzisz? Podaj działowi pomocy',
  copy: 'Kopiuj',
  copied: 'Skopiowano',
  problems: {
    launch_expired: {
      heading: 'Ten odnośnik wygasł',
      text: 'Strona na platformie była otwarta dłużej niż dziesięć minut.',
    },
    launch_used: {
      heading: 'Ten odnośnik został już użyty',
      text: 'Każde kliknięcie odnośnika otwiera Lookfor jeden raz; odświeżenie strony go nie powtórzy.',
    },
    launch_other_browser: {
      heading: 'Lookfor nie rozpoznał przeglądarki',
      text: 'Musi widzieć, że odnośnik kliknięto właśnie w tej przeglądarce, a nie było to możliwe. Dlatego nic nie zostało otwarte.',
    },
    launch_refused: {
      heading: 'Nie udało się potwierdzić wiadomości platformy',
      text: 'Jej poświadczenie się nie zgadza, więc nic nie zostało otwarte.',
    },
    launch_malformed: {
      heading: 'Wiadomość platformy jest niepełna',
      text: 'Brakuje w niej czegoś, czego potrzebuje Lookfor. Mogą to naprawić osoby, które opiekują się platformą.',
    },
    launch_unknown_platform: {
      heading: 'Lookfor nie zna tej platformy',
      text: 'Najpierw musi ją zarejestrować administrator. Z Twoim kontem wszystko jest w porządku.',
    },
    launch_inactive: {
      heading: 'Lookfor jest wyłączony dla tej platformy',
      text: 'Administrator Lookfor może go znów włączyć. Z Twoim kontem wszystko jest w porządku.',
    },
    launch_pending: {
      heading: 'Lookfor nie jest jeszcze włączony dla tej platformy',
      text: 'Platforma jest zarejestrowana, ale osoby prowadzące Lookfor muszą ją jeszcze włączyć. Z Twoim kontem wszystko jest w porządku.',
    },
    launch_invalid_login: {
      heading: 'To nie jest cały odnośnik',
      text: 'Otwórz aktywność z jej strony w kursie, a nie z zakładki ani ze skopiowanego adresu.',
    },
    launch_unknown_deployment: {
      heading: 'Lookfor nie jest tu jeszcze włączony',
      text: 'Platforma jest znana, ale to miejsce jest nowe. Mogą je włączyć osoby prowadzące Lookfor.',
    },
    launch_platform_error: {
      heading: 'Platforma nie mogła Cię zalogować',
      text: 'Przerwała uruchamianie, zanim dotarło do Lookfor. Być może Twoja sesja na platformie wygasła: zaloguj się ponownie.',
    },
    launch_keys_unavailable: {
      heading: 'Platforma nie odpowiada',
      text: 'Lookfor nie mógł pobrać kluczy, którymi sprawdza, kim jesteś. Spróbuj ponownie za kilka minut.',
    },
    launch_unsupported: {
      heading: 'Lookfor nie otwiera takich odnośników',
      text: 'Platforma poprosiła o coś, czego Lookfor nie robi. Otwórz aktywność z jej strony w kursie.',
    },
    launch_anonymous: {
      heading: 'Platforma nie podała, kim jesteś',
      text: 'Praca w Lookfor zawsze należy do konkretnej osoby, dlatego otwiera się on tylko dla zalogowanych. Zaloguj się na platformie i otwórz aktywność jeszcze raz; jeśli już się zalogowano, zapytaj administratora platformy.',
    },
    launch_unknown_person: {
      heading: 'Lookfor nie zna jeszcze tej osoby',
      text: 'Platforma poprosiła o pracę osoby, która nigdy nie otworzyła Lookfor w tym kursie, więc nie ma czego pokazać.',
    },
    launch_no_work: {
      heading: 'Nic jeszcze nie oddano',
      text: 'Ta osoba nie oddała jeszcze narracji w tym zadaniu. Gdy to zrobi, link w dzienniku ocen ją otworzy.',
    },
    too_many_requests: {
      heading: 'Zbyt wiele uruchomień naraz',
      text: 'Odczekaj minutę, a potem kliknij jeszcze raz odnośnik do Lookfor.',
    },
    not_signed_in: {
      heading: 'Otwórz Lookfor ze swojego kursu',
      text: 'Ta strona została odświeżona albo otwarta z adresu.',
    },
    session_expired: {
      heading: 'Nie było Cię przez dłuższą chwilę',
      text: 'Dla bezpieczeństwa Lookfor został zamknięty.',
    },
    unavailable: {
      heading: 'Lookfor uruchamia się lub jest bardzo obciążony',
      text: 'Spróbuj ponownie za chwilę.',
    },
    internal: {
      heading: 'Nie udało się tego otworzyć',
      text: 'Coś poszło nie tak po naszej stronie. Spróbuj ponownie za chwilę.',
    },
  },
  forTeachers: {
    heading: 'Ta strona jest dla osób prowadzących kurs',
    text: (course, role) => [
      `Twoja rola w ${course} to `,
      role,
      '. Możesz czytać polecenia zadań; oceny i prace studentów pozostają zamknięte.',
    ],
    thisCourse: 'tym kursie',
    advice:
      'Jeśli prowadzisz tu zajęcia lub oceniasz, poproś wykładowcę o zmianę Twojej roli na platformie albo o wyznaczenie Cię w Lookfor na osobę oceniającą.',
  },
  roles: {
    lecturer: 'wykładowca',
    student: 'student',
    assessor: 'oceniający',
    facilitator: 'facylitator',
    practitioner: 'praktyk',
    administrator: 'administrator',
    observer: 'obserwator',
  },
};

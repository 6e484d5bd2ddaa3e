import type { RegistrationWords } from '../registration-words.ts';

/** Italian. */
export const ITALIAN: RegistrationWords = {
  tool: {
    description:
      'Filmati esemplari, osservazione guidata e narrazione pedagogica per la formazione degli insegnanti.',
    chooseLabel: 'Scegli o crea un’attività',
  },
  heading: (name) => `Aggiungi Lookfor a ${name}`,
  intro:
    'Ecco che cosa Lookfor chiede alla tua piattaforma e perché. Nulla viene aggiunto senza il tuo consenso.',
  issuer: 'La piattaforma si presenta come',
  asks: 'Che cosa chiede Lookfor',
  messages: {
    open: {
      what: 'Aprirsi da un link in un corso',
      why: 'Da qui entrano studenti e docenti.',
    },
    choose: {
      what: 'Scegliere che cosa mostra un link',
      why: 'I docenti scelgono un’attività o un filmato mentre preparano il corso.',
    },
    review: {
      what: 'Aprire il lavoro di una persona dal registro dei voti',
      why: 'Chi valuta arriva alla narrazione; chi studia al proprio riscontro.',
    },
  },
  scopes: {
    lineItem: {
      what: 'Colonne nel registro dei voti',
      why: 'Ogni attività valutata ne ha una, con i suoi punti. Lookfor non cambia altre colonne.',
    },
    score: { what: 'Inviare i voti', why: 'Solo quando un docente li pubblica.' },
    result: {
      what: 'Rileggere che cosa contiene il registro',
      why: 'Per mostrare se ogni voto è arrivato.',
    },
    roster: {
      what: 'L’elenco delle persone di un corso',
      why: 'Si possono nominare valutatori e vedere chi non ha ancora iniziato.',
    },
    groups: { what: 'I gruppi di un corso', why: 'Per dividere lavoro e valutazione per gruppo.' },
    notices: {
      what: 'L’avviso che un corso è stato copiato',
      why: 'Perché la copia ritrovi le sue attività, senza che qualcuno debba cercarle.',
    },
  },
  without: {
    lineItem: 'Le colonne vanno create nella piattaforma.',
    score: 'I voti restano in Lookfor.',
    result: 'Non si può verificare se i voti sono arrivati.',
    roster: 'Si conoscono solo le persone che hanno aperto Lookfor.',
    groups: 'I gruppi della piattaforma non sono noti.',
    notices: 'I corsi copiati si riconoscono solo quando qualcuno li apre.',
  },
  person: {
    what: 'Nomi, indirizzi e-mail e lingue delle persone',
    why: 'Perché i docenti sappiano di chi leggono il lavoro. Senza, le persone hanno pseudonimi.',
  },
  notOffered: 'La piattaforma non lo offre.',
  agree: 'Aggiungi Lookfor',
  next: {
    active: 'Dopo si può usare subito.',
    pending: 'Dopo, chi gestisce Lookfor lo esamina e lo attiva.',
  },
  done: {
    heading: 'Lookfor è stato aggiunto',
    active:
      'Ora si può usare nei corsi. Forse la piattaforma chiede di attivarlo anche al suo interno.',
    pending:
      'Chi gestisce Lookfor deve ancora attivarlo; fino ad allora i link lo dicono. Forse la piattaforma chiede di attivarlo anche al suo interno.',
    notGranted: 'La piattaforma non ha concesso:',
    close: 'Chiudi',
    mayClose: 'Puoi chiudere questa finestra.',
  },
  refusals: {
    invitation_unknown: {
      heading: 'Questo non è un invito',
      text: 'L’indirizzo è incompleto o è stato revocato. Chiedine uno nuovo a chi gestisce Lookfor.',
    },
    invitation_used: {
      heading: 'Questo invito è già stato usato',
      text: 'Ogni indirizzo aggiunge Lookfor a una piattaforma, una volta sola. Chiedine un altro a chi gestisce Lookfor.',
    },
    invitation_expired: {
      heading: 'Questo invito è scaduto',
      text: 'Chiedine uno nuovo a chi gestisce Lookfor.',
    },
    invitation_busy: {
      heading: 'Lookfor viene aggiunto proprio ora',
      text: 'Lo stesso indirizzo è stato inviato in un’altra finestra. Aspetta due minuti, poi guarda se Lookfor c’è.',
    },
    not_from_lms: {
      heading: 'Incolla questo indirizzo nella tua piattaforma',
      text: 'Nel solo browser non fa nulla. Dove la piattaforma registra strumenti esterni (LTI Advantage, registrazione dinamica) chiede un indirizzo: questo.',
    },
    address_refused: {
      heading: 'Un indirizzo della piattaforma non può essere chiamato',
      text: 'Lookfor chiama solo indirizzi pubblici con https. Per una piattaforma nella propria rete chi gestisce Lookfor può fare un’eccezione.',
    },
    lms_silent: {
      heading: 'La piattaforma non ha risposto',
      text: 'Lookfor ha chiesto la sua configurazione senza ricevere una risposta utile. Nulla è stato aggiunto; ricomincia dalla piattaforma.',
    },
    configuration_unusable: {
      heading: 'La configurazione della piattaforma non è utilizzabile',
      text: 'Manca qualcosa o qualcosa non corrisponde a LTI Advantage. Nulla è stato aggiunto.',
    },
    issuer_differs: {
      heading: 'La piattaforma si presenta con un altro indirizzo',
      text: 'Il nome nella configurazione è su un host diverso da quello della configurazione. Nulla è stato aggiunto, perché così chiunque potrebbe fingersi la tua piattaforma.',
    },
    issuer_not_invited: {
      heading: 'Questo invito è per un’altra piattaforma',
      text: 'Indica una piattaforma, e questa è diversa. Nulla è stato aggiunto.',
    },
    already_registered: {
      heading: 'Questa piattaforma è già nota',
      text: 'Ha dato a Lookfor un nome che qui è già registrato. Nulla è cambiato.',
    },
    page_outdated: {
      heading: 'Questa pagina è rimasta aperta troppo a lungo',
      text: 'Nulla è stato aggiunto. Ricomincia dalla piattaforma, con lo stesso indirizzo.',
    },
    lms_refused: {
      heading: 'La piattaforma non ha accettato Lookfor',
      text: 'L’invito non è stato consumato. Ricomincia dalla piattaforma, con lo stesso indirizzo; qui sotto c’è che cosa ha detto.',
    },
    too_many: {
      heading: 'Troppi tentativi insieme',
      text: 'Aspetta un minuto, poi ricomincia dalla piattaforma.',
    },
  },
  detail: 'Per chi si occupa della piattaforma',
  byHand: {
    heading: 'Registrare Lookfor a mano',
    intro:
      'Inserisci questi indirizzi nella piattaforma. Poi invia issuer, client id, deployment id e indirizzi a chi gestisce Lookfor.',
    launchUrl: 'Indirizzo dello strumento',
    loginUrl: 'Indirizzo di avvio dell’accesso',
    redirectUrl: 'Indirizzo di reindirizzamento',
    keySetUrl: 'Insieme di chiavi pubbliche',
    choiceUrl: 'Scelta dei contenuti (deep linking)',
    canvasUrl: 'Canvas: chiave da questo indirizzo',
    custom:
      'Parametri personalizzati, perché i corsi copiati trovino i loro compiti e i gruppi siano noti',
    afterwards: 'Con un invito è più rapido: la piattaforma compila tutto da sola.',
  },
};

import type { RegistrationWords } from '../registration-words.ts';

/** French. */
export const FRENCH: RegistrationWords = {
  tool: {
    description:
      'Séquences exemplaires, observation guidée et narration pédagogique pour la formation des enseignants.',
    chooseLabel: 'Choisir ou créer une tâche',
  },
  heading: (name) => `Ajouter Lookfor à ${name}`,
  intro:
    'Voici ce que Lookfor demande à votre plateforme, et pourquoi. Rien n’est ajouté sans votre accord.',
  issuer: 'La plateforme se présente comme',
  asks: 'Ce que demande Lookfor',
  messages: {
    open: {
      what: 'S’ouvrir depuis un lien dans un cours',
      why: 'C’est par là qu’entrent étudiants et enseignants.',
    },
    choose: {
      what: 'Choisir ce que montre un lien',
      why: 'Les enseignants choisissent une tâche ou une séquence en préparant leur cours.',
    },
    review: {
      what: 'Ouvrir le travail d’une personne depuis le carnet de notes',
      why: 'Les évaluateurs arrivent à la narration ; les étudiants à leur propre retour.',
    },
  },
  scopes: {
    lineItem: {
      what: 'Des colonnes dans le carnet de notes',
      why: 'Chaque tâche notée en a une, avec ses points. Lookfor ne change aucune autre colonne.',
    },
    score: { what: 'Envoyer les notes', why: 'Seulement quand un enseignant les publie.' },
    result: {
      what: 'Relire ce que contient le carnet de notes',
      why: 'Pour montrer si chaque note est arrivée.',
    },
    roster: {
      what: 'La liste des personnes d’un cours',
      why: 'On peut désigner des évaluateurs et voir qui n’a pas encore commencé.',
    },
    groups: {
      what: 'Les groupes d’un cours',
      why: 'Pour répartir le travail et l’évaluation par groupe.',
    },
    notices: {
      what: 'L’avis qu’un cours a été copié',
      why: 'Pour que la copie retrouve ses tâches sans que personne ait à les chercher.',
    },
  },
  without: {
    lineItem: 'Les colonnes doivent être créées dans la plateforme.',
    score: 'Les notes restent dans Lookfor.',
    result: 'On ne peut pas vérifier si les notes sont arrivées.',
    roster: 'Seules les personnes qui ont ouvert Lookfor sont connues.',
    groups: 'Les groupes de la plateforme ne sont pas connus.',
    notices: 'Un cours copié n’est reconnu que lorsque quelqu’un l’ouvre.',
  },
  person: {
    what: 'Noms, adresses électroniques et langues des personnes',
    why: 'Pour que les enseignants sachent de qui ils lisent le travail. Sans cela, les personnes ont un pseudonyme.',
  },
  notOffered: 'Votre plateforme ne l’offre pas.',
  agree: 'Ajouter Lookfor',
  next: {
    active: 'Ensuite, il est utilisable tout de suite.',
    pending: 'Ensuite, les responsables de Lookfor l’examinent et l’activent.',
  },
  done: {
    heading: 'Lookfor est ajouté',
    active:
      'Il est utilisable dans les cours. Votre plateforme demande peut-être de l’activer aussi chez elle.',
    pending:
      'Les responsables de Lookfor doivent encore l’activer ; d’ici là, ses liens le disent. Votre plateforme demande peut-être de l’activer aussi chez elle.',
    notGranted: 'Votre plateforme n’a pas accordé :',
    close: 'Fermer',
    mayClose: 'Vous pouvez fermer cette fenêtre.',
  },
  refusals: {
    invitation_unknown: {
      heading: 'Ceci n’est pas une invitation',
      text: 'L’adresse est incomplète ou a été retirée. Demandez-en une nouvelle aux responsables de Lookfor.',
    },
    invitation_used: {
      heading: 'Cette invitation a déjà servi',
      text: 'Chaque adresse ajoute Lookfor à une plateforme, une seule fois. Demandez-en une autre aux responsables de Lookfor.',
    },
    invitation_expired: {
      heading: 'Cette invitation a expiré',
      text: 'Demandez-en une nouvelle aux responsables de Lookfor.',
    },
    invitation_busy: {
      heading: 'Lookfor est en train d’être ajouté',
      text: 'La même adresse a été envoyée dans une autre fenêtre. Attendez deux minutes, puis regardez si Lookfor est là.',
    },
    not_from_lms: {
      heading: 'Collez cette adresse dans votre plateforme',
      text: 'Dans un navigateur seul, elle ne fait rien. Là où votre plateforme enregistre des outils externes (LTI Advantage, enregistrement dynamique), elle demande une adresse : celle-ci.',
    },
    address_refused: {
      heading: 'Une adresse de votre plateforme ne peut pas être appelée',
      text: 'Lookfor n’appelle que des adresses publiques en https. Pour une plateforme de votre propre réseau, les responsables de Lookfor peuvent faire une exception.',
    },
    lms_silent: {
      heading: 'Votre plateforme n’a pas répondu',
      text: 'Lookfor lui a demandé sa configuration sans recevoir de réponse utilisable. Rien n’a été ajouté ; recommencez dans la plateforme.',
    },
    configuration_unusable: {
      heading: 'La configuration de votre plateforme est inutilisable',
      text: 'Il y manque quelque chose, ou quelque chose ne correspond pas à LTI Advantage. Rien n’a été ajouté.',
    },
    issuer_differs: {
      heading: 'Votre plateforme se présente sous une autre adresse',
      text: 'Le nom dans sa configuration se trouve sur un autre hôte que la configuration. Rien n’a été ajouté, car n’importe qui pourrait ainsi se faire passer pour votre plateforme.',
    },
    issuer_not_invited: {
      heading: 'Cette invitation est pour une autre plateforme',
      text: 'Elle en nomme une, et celle-ci est différente. Rien n’a été ajouté.',
    },
    already_registered: {
      heading: 'Cette plateforme est déjà connue',
      text: 'Elle a donné à Lookfor un nom déjà enregistré ici. Rien n’a changé.',
    },
    page_outdated: {
      heading: 'Cette page est restée ouverte trop longtemps',
      text: 'Rien n’a été ajouté. Recommencez dans la plateforme, avec la même adresse.',
    },
    lms_refused: {
      heading: 'Votre plateforme n’a pas accepté Lookfor',
      text: 'L’invitation n’est pas consommée. Recommencez dans la plateforme, avec la même adresse ; voici ce qu’elle a répondu.',
    },
    too_many: {
      heading: 'Trop d’essais à la fois',
      text: 'Attendez une minute, puis recommencez dans la plateforme.',
    },
  },
  detail: 'Pour les responsables de la plateforme',
  byHand: {
    heading: 'Enregistrer Lookfor à la main',
    intro:
      'Entrez ces adresses dans votre plateforme. Envoyez ensuite issuer, client id, deployment id et adresses aux responsables de Lookfor.',
    launchUrl: 'Adresse de l’outil',
    loginUrl: 'Adresse qui commence la connexion',
    redirectUrl: 'Adresse de redirection',
    keySetUrl: 'Jeu de clés publiques',
    choiceUrl: 'Choix de contenu (deep linking)',
    canvasUrl: 'Canvas : clé depuis cette adresse',
    custom:
      'Paramètres personnalisés, pour que les cours copiés retrouvent leurs tâches et que les groupes soient connus',
    afterwards: 'Avec une invitation, c’est plus rapide : la plateforme remplit tout elle-même.',
  },
};

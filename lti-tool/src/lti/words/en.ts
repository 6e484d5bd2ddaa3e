import type { LaunchWords } from '../launch-words.ts';

/** English, the source of the other languages. */
export const ENGLISH: LaunchWords = {
  opening: 'Opening Lookfor',
  slow: {
    text: 'It takes longer than usual. Check your connection; nothing is lost.',
    again: 'Try again',
  },
  checks: {
    identity: 'Your LMS says who you are',
    browser: 'Checking that this is the same browser',
    task: 'Opening your task',
  },
  atMost: 'At most three seconds; then there is a button.',
  ownWindow: {
    heading: 'Lookfor opens in its own window',
    text: 'Your browser keeps this frame from remembering that it is you. In a window of its own everything works as usual, and your course stays open here.',
    open: 'Open in a new window',
    continueHere: 'Continue in this frame',
    openedHeading: 'Lookfor is open in its own window',
    openedText:
      'Your course stays open here. Should you have closed that window, load this page of your course again and press the link once more.',
  },
  accountFine: 'Nothing is wrong with your account.',
  backToCourse: 'Back to the course',
  workIsSafe: ['Your work is safe:', 'Lookfor saves as you type.'],
  again: ['Load the page of your course again.', 'Press the link to Lookfor once more.'],
  allowCookies: 'If you see this page again, allow cookies for Lookfor in your browser.',
  helpDesk: 'For your help desk',
  stillHere: 'Still here? Tell your help desk',
  copy: 'Copy',
  copied: 'Copied',
  problems: {
    launch_expired: {
      heading: 'This link has expired',
      text: 'The page in your LMS stood open for more than ten minutes.',
    },
    launch_used: {
      heading: 'This link was used already',
      text: 'Each press of the link opens Lookfor once; a reload cannot repeat it.',
    },
    launch_other_browser: {
      heading: 'Lookfor could not recognise your browser',
      text: 'It has to see that the link was pressed in this very browser, and it could not. So nothing was opened.',
    },
    launch_refused: {
      heading: 'Lookfor could not verify the message of your LMS',
      text: 'Its proof did not fit, so nothing was opened.',
    },
    launch_malformed: {
      heading: 'The message of your LMS is incomplete',
      text: 'Something that Lookfor needs is missing in it. Those who look after your LMS can put it right.',
    },
    launch_unknown_platform: {
      heading: 'Lookfor does not know this LMS',
      text: 'An administrator has to register it first. Nothing is wrong with your account.',
    },
    launch_inactive: {
      heading: 'Lookfor is switched off for this LMS',
      text: 'The administrator of Lookfor can switch it on again. Nothing is wrong with your account.',
    },
    launch_pending: {
      heading: 'Lookfor is not switched on for this LMS yet',
      text: 'It is registered, and those who run Lookfor have still to switch it on. Nothing is wrong with your account.',
    },
    launch_invalid_login: {
      heading: 'This is not the whole link',
      text: 'Open the activity from its page in your course, not from a bookmark or a copied address.',
    },
    launch_unknown_deployment: {
      heading: 'Lookfor is not switched on here yet',
      text: 'Your LMS is known, but this place in it is new. Those who run Lookfor can switch it on.',
    },
    launch_platform_error: {
      heading: 'Your LMS could not sign you in',
      text: 'It ended the launch before Lookfor was reached. Perhaps you were signed out there: sign in again.',
    },
    launch_keys_unavailable: {
      heading: 'Your LMS does not answer',
      text: 'Lookfor could not fetch the keys with which it checks who you are. Try again in a few minutes.',
    },
    launch_unsupported: {
      heading: 'Lookfor cannot open this kind of link',
      text: 'Your LMS asked for something that Lookfor does not do. Open the activity from its page in your course.',
    },
    launch_anonymous: {
      heading: 'Your LMS did not say who you are',
      text: 'Lookfor keeps work under a person, so it opens only for people who are signed in. Sign in to your LMS and open the activity again; if you are signed in, ask its administrator.',
    },
    launch_unknown_person: {
      heading: 'Lookfor has not met this person yet',
      text: 'Your LMS asked for the work of somebody who has never opened Lookfor in this course, so there is nothing to show.',
    },
    launch_no_work: {
      heading: 'Nothing has been handed in yet',
      text: 'This person has not handed in a narration for this task. When they have, the link in the gradebook opens it.',
    },
    too_many_requests: {
      heading: 'Too many launches at once',
      text: 'Wait a minute, then press the link to Lookfor once more.',
    },
    not_signed_in: {
      heading: 'Open Lookfor from your course',
      text: 'This page was reloaded, or opened by its address.',
    },
    session_expired: {
      heading: 'You were away for a while',
      text: 'For your safety Lookfor has closed.',
    },
    unavailable: {
      heading: 'Lookfor is starting or very busy',
      text: 'Try again in a moment.',
    },
    internal: {
      heading: 'Lookfor could not open this',
      text: 'Something went wrong on our side. Try again in a moment.',
    },
  },
  forTeachers: {
    heading: 'This page is for those who teach the course',
    text: (course, role) => [
      `In ${course} you are `,
      role,
      '. You can read what the tasks ask; marks and students’ work stay closed.',
    ],
    thisCourse: 'this course',
    advice:
      'If you teach or mark here, ask the course’s lecturer to change your role in the LMS or to name you assessor in Lookfor.',
  },
  roles: {
    lecturer: 'lecturer',
    student: 'student',
    assessor: 'assessor',
    facilitator: 'facilitator',
    practitioner: 'practitioner',
    administrator: 'administrator',
    observer: 'observer',
  },
};

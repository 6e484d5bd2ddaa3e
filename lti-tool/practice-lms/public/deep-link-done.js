// Tells the course page that the choice has arrived, so that it closes the dialog and looks again.
const platform = window.opener ?? window.parent;
if (platform !== window) {
  platform.postMessage(
    { subject: 'practice-lms.chosen', message: document.body.dataset.message ?? '' },
    window.location.origin,
  );
}

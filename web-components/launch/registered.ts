/**
 * Tells the LMS that the registration is over (Dynamic Registration 1.0, 3.8), which takes the page
 * away: at once, unless something has to be read first, and when somebody presses the button,
 * because not every LMS listens the first time.
 */
export function closeInPlatform(atOnce: boolean): void {
  const button = document.getElementById('close');
  const around: Window | null = (window.opener as Window | null) ?? window.parent;
  if (around === window) return;
  // To whoever opened this page: the message carries nothing.
  const close = (): void => around.postMessage({ subject: 'org.imsglobal.lti.close' }, '*');
  button?.addEventListener('click', close);
  if (button) button.hidden = false;
  if (atOnce) close();
}

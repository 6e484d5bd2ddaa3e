// Sends each switch as it is turned; the form with its button remains for browsers without scripts.
const form = document.querySelector('#switches-form');
const status = document.querySelector('#switches-status');

function valueOf(control) {
  if (control.name === 'delayMs') return Number(control.value);
  if (control.name === 'silence') return control.checked ? 'hang' : 'off';
  return control.checked;
}

async function turn(control) {
  status.textContent = '';
  try {
    const response = await fetch('/practice/switches', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ [control.name]: valueOf(control) }),
    });
    status.textContent = response.ok ? 'Set.' : 'The switch was refused.';
  } catch {
    status.textContent = 'The practice LMS did not answer.';
  }
  // Storage is offered by this page itself, so the page must know.
  const { noPlatformStorage, silentPlatformStorage } = form.elements;
  document.body.dataset.storage = noPlatformStorage.checked
    ? 'none'
    : silentPlatformStorage.checked
      ? 'silent'
      : 'on';
}

form?.addEventListener('change', (event) => void turn(event.target));

// The tool says that its registration is over: back to the list, where it stands now.
const frame = document.querySelector('#registration-frame');

window.addEventListener('message', (event) => {
  if (event.source !== frame?.contentWindow) return;
  if (event.data?.subject !== 'org.imsglobal.lti.close') return;
  window.location.assign('/administration');
});

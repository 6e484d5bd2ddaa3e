import { agreementOf, type AgreementQuestion } from '#contract/shared/code-agreement';

/** Answers questions about agreement apart from the page, so that nothing stutters. */
addEventListener('message', (event: MessageEvent<{ id: number; question: AgreementQuestion }>) => {
  const { id, question } = event.data;
  postMessage({ id, answer: agreementOf(question) });
});

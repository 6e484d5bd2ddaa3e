import {
  agreementOf,
  type AgreementAnswer,
  type AgreementQuestion,
} from '#contract/shared/code-agreement';

interface Waiting {
  question: AgreementQuestion;
  answered: (answer: AgreementAnswer) => void;
}

/** A worker that is asked about agreement, and ended with the element that asks. */
export class AgreementWorker {
  #worker: Worker | null = null;
  #isRefused = false;
  #asked = 0;
  #waiting = new Map<number, Waiting>();

  /** Computed beside the page; on the page where workers are refused (another origin's page). */
  async ask(question: AgreementQuestion): Promise<AgreementAnswer> {
    const worker = this.#open();
    if (!worker) return agreementOf(question);
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((answered) => {
      this.#waiting.set(id, { question, answered });
      worker.postMessage({ id, question });
    });
  }

  /** Stops counting; who waits for an answer gets none. */
  end(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting.clear();
  }

  #open(): Worker | null {
    if (this.#worker || this.#isRefused) return this.#worker;
    try {
      const worker = new Worker(new URL('./agreement.worker.ts', import.meta.url), {
        type: 'module',
      });
      worker.addEventListener('message', this.#handleAnswer);
      worker.addEventListener('error', this.#handleRefusal);
      this.#worker = worker;
    } catch {
      this.#isRefused = true;
    }
    return this.#worker;
  }

  readonly #handleAnswer = (event: MessageEvent<{ id: number; answer: AgreementAnswer }>): void => {
    const { id, answer } = event.data;
    this.#waiting.get(id)?.answered(answer);
    this.#waiting.delete(id);
  };

  /** A worker whose script may not be loaded says so only afterwards. */
  readonly #handleRefusal = (): void => {
    this.#isRefused = true;
    const waiting = [...this.#waiting.values()];
    this.end();
    for (const { answered, question } of waiting) answered(agreementOf(question));
  };
}

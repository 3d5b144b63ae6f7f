/**
 * What this process does something for now, and the job that it does it under: a
 * call for one dispatch of a saga, or a message. One process does each once at a time.
 */
export class InHand {
  readonly #jobOf = new Map<string, string>();
  readonly #jobs = new Set<string>();

  /** The job under which the work is being done; undefined if it is not. */
  jobOf(work: string): string | undefined {
    return this.#jobOf.get(work);
  }

  hasJob(jobId: string): boolean {
    return this.#jobs.has(jobId);
  }

  get jobs(): string[] {
    return [...this.#jobs];
  }

  begin(work: string, jobId: string): void {
    this.#jobOf.set(work, jobId);
    this.#jobs.add(jobId);
  }

  end(work: string, jobId: string): void {
    this.#jobOf.delete(work);
    this.#jobs.delete(jobId);
  }
}

/** One dispatch of one saga: what may be called for once at a time. */
export const workKey = (sagaUuid: string, dispatch: number): string => `${sagaUuid}:${dispatch}`;

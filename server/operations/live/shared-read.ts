/**
 * Makes one read of equal questions that come at the same time: a hundred open pages
 * that hear of one change cost the database what one does. Whoever asks while a read
 * is under way gets the next one: nobody is given an answer that is older than the question.
 */
export function sharedRead<Question extends unknown[], Answer>(
  read: (...question: Question) => Promise<Answer>,
): (...question: Question) => Promise<Answer> {
  const known = new Map<string, { answer: Promise<Answer>; next: Promise<Answer> | null }>();

  function begin(key: string, question: Question): Promise<Answer> {
    const reading = { answer: read(...question), next: null };
    known.set(key, reading);
    const forget = () => {
      if (known.get(key) === reading && reading.next === null) known.delete(key);
    };
    // Not awaited: it only tidies up, and whoever asked hears of a failure.
    void reading.answer.then(forget, forget);
    return reading.answer;
  }

  return (...question) => {
    const key = JSON.stringify(question);
    const reading = known.get(key);
    if (reading === undefined) return begin(key, question);
    const after = () => begin(key, question);
    reading.next ??= reading.answer.then(after, after);
    return reading.next;
  };
}

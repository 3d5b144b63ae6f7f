/**
 * The saga that a job's data names, in SQL; null if it names none. Such data must not
 * take down what is read with it, so it is not cast before it looks like an id.
 */
export const sagaUuidIn = (data: string): string =>
  `case when ${data}->>'sagaUuid' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    then (${data}->>'sagaUuid')::uuid end`;

/** Answers of the last calls, for pure functions that are asked the same again and again. */

/** Enough for every /20 of 10.0.0.0/8; beyond it memory is worth more than time. */
const DEFAULT_CAPACITY = 4096;

/** A function that remembers what it answered to each value; as {@link memoiseBy}. */
export function memoise<Key, Answer>(compute: (key: Key) => Answer, capacity?: number): (key: Key) => Answer {
  return memoiseBy((key) => key, compute, capacity);
}

/**
 * A function that remembers what it answered. When full it forgets everything: simpler than keeping order, and as fast.
 * @param keyOf names everything of the input on which the answer depends; a template text costs a tenth of JSON.
 * @param capacity answers kept at most.
 */
export function memoiseBy<Input, Answer>(
  keyOf: (input: Input) => unknown,
  compute: (input: Input) => Answer,
  capacity = DEFAULT_CAPACITY,
): (input: Input) => Answer {
  const answers = new Map<unknown, Answer>();
  return (input) => {
    const key = keyOf(input);
    const known = answers.get(key);
    if (known !== undefined || answers.has(key)) return known as Answer;
    const answer = compute(input);
    if (answers.size >= capacity) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}

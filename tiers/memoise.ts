/** Answers of the last calls, for pure functions that are asked the same again and again. */

/** Enough for every /20 of 10.0.0.0/8; beyond it memory is worth more than time. */
const DEFAULT_CAPACITY = 4096;

/**
 * A function that remembers what it answered. When full it forgets everything: simpler than keeping order, and as fast.
 * @param capacity answers kept at most.
 */
export function memoise<Key, Answer>(compute: (key: Key) => Answer, capacity = DEFAULT_CAPACITY): (key: Key) => Answer {
  const answers = new Map<Key, Answer>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined || answers.has(key)) return known as Answer;
    const answer = compute(key);
    if (answers.size >= capacity) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}

// What every file of tests begins and ends with.
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { launch, phone } from './phone.mjs';
import { startStack } from './stack.mjs';

/** Gives a stack, and phones that are put away, and looked at for faults, after each test. */
export function fixture(name) {
  const phones = [];
  let count = 0;
  const here = {
    stack: undefined,
    browser: undefined,
    /** A customer of this test alone. */
    user: () => `${name}-${Date.now().toString(36)}-${++count}`,
    async phone(userId, options) {
      const made = await phone(here.browser, here.stack, userId, options);
      phones.push(made);
      return made;
    },
  };
  before(async () => {
    [here.stack, here.browser] = await Promise.all([startStack(), launch()]);
  });
  afterEach(async () => {
    const used = phones.splice(0);
    const faults = used.flatMap((one) => one.faults);
    const strangers = used.flatMap((one) => one.strangers);
    await Promise.all(used.map((one) => one.close()));
    assert.deepEqual(faults, [], 'a page logged an error');
    assert.deepEqual(strangers, [], 'a request left for somewhere else');
  });
  after(async () => {
    await here.browser?.close();
    await here.stack?.stop();
  });
  return here;
}

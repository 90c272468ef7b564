import { Intents } from './intents';
import { Problem } from './problem';

describe('an intent', () => {
  let intents: Intents;
  let told: string[];
  let answer: () => Promise<void>;

  const tell = (): Promise<void> =>
    intents.tell((id) => {
      told.push(id);
      return answer();
    });

  const refuse = (status: number) => () => Promise.reject(new Problem(status, 'No.'));

  beforeEach(() => {
    intents = new Intents();
    told = [];
    answer = () => Promise.resolve();
    intents.add('a', 'b');
  });

  it('is told once and held until an answer shows what became of it', async () => {
    await tell();
    await tell();
    expect(told).toEqual(['a', 'b']);
    expect(intents.ids().size).toBe(2);

    intents.settle((id) => id === 'a');

    expect([...intents.ids()]).toEqual(['b']);
  });

  it('is not settled by what an answer shows before it was told', () => {
    intents.settle(() => true);

    expect(intents.ids().size).toBe(2);
  });

  it('is told again if it comes again', async () => {
    await tell();
    intents.drop('a');
    intents.add('a');

    await tell();

    expect(told).toEqual(['a', 'b', 'a']);
  });

  it('is told later if it did not get through', async () => {
    answer = refuse(503);
    await expect(tell()).rejects.toThrow('No.');
    answer = () => Promise.resolve();

    await tell();

    expect(told).toEqual(['a', 'a', 'b']);
  });

  it('is dropped if the server refuses it for good', async () => {
    answer = refuse(404);

    await tell();

    expect(intents.ids().size).toBe(0);
  });

  it('waits until it is due', async () => {
    await intents.tell(() => Promise.resolve(), (id) => id !== 'a');
    await tell();

    expect(told).toEqual(['a']);
  });
});

import { TestBed } from '@angular/core/testing';
import { signal } from '@angular/core';
import { vi } from 'vitest';
import { ALWAYS_ON, anOffer, ENGLISH, KeepInMemory, ok, RecordingApi } from '../../testing/fakes';
import { Connection } from '../platform/connection';
import { Keep } from '../platform/keep';
import { Api } from './api';
import { ChatStore } from './chat-store';
import type { Offer } from './model';
import { OfferStore } from './offer-store';
import { Problem } from './problem';
import { Session } from './session';
import { TEXTS } from './words';

const DISMISSED = 'dismissed/rana';

describe('the offers', () => {
  const keep = new KeepInMemory();
  let api: RecordingApi;
  let there: Offer[];
  let acknowledge: () => Promise<void>;

  const start = async (): Promise<OfferStore> => {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [
        { provide: Api, useValue: api },
        { provide: Keep, useValue: keep },
        { provide: ChatStore, useValue: { badge: signal(0), unread: signal(0) } },
        { provide: Connection, useValue: ALWAYS_ON },
        { provide: Session, useValue: { user: { id: 'rana', nickname: 'Rana' } } },
        { provide: TEXTS, useValue: ENGLISH },
      ],
    });
    const offers = TestBed.inject(OfferStore);
    await offers.open();
    TestBed.tick();
    await vi.waitFor(() => expect(offers.isLoaded()).toBe(true));
    return offers;
  };

  const acknowledged = (): unknown[] => api.calls.filter(({ method }) => method === 'PUT').map(({ body }) => body);

  beforeEach(() => {
    keep.kept.clear();
    api = new RecordingApi();
    there = [anOffer(1), anOffer(2)];
    acknowledge = () => Promise.resolve();
    api.answer = async (method) => {
      if (method === 'PUT') await acknowledge();
      return ok(method === 'PUT' ? {} : { notifications: there, cursor: 'c', reset: false });
    };
  });

  it('shows the newest first', async () => {
    const offers = await start();

    expect(offers.offers().map(({ id }) => id)).toEqual(['o-2', 'o-1']);
  });

  it('does not show again what was dismissed while the server has only taken note of it', async () => {
    await keep.write(DISMISSED, ['o-1']);

    const offers = await start();

    expect(acknowledged()).toEqual([{ id: 'o-1', acknowledged: true }]);
    expect(offers.offers().map(({ id }) => id)).toEqual(['o-2']);
    expect(keep.kept.get(DISMISSED)).toBe('["o-1"]');
  });

  it('tells the server once, and forgets the dismissal when its answers know of it', async () => {
    await keep.write(DISMISSED, ['o-1']);
    const offers = await start();
    there = [anOffer(1, { acknowledged: true })];

    offers.refresh();

    await vi.waitFor(() => expect(keep.kept.get(DISMISSED)).toBe('[]'));
    expect(acknowledged()).toHaveLength(1);
    expect(offers.offers().map(({ id }) => id)).toEqual(['o-2']);
  });

  it('is not held up by an offer that is gone', async () => {
    await keep.write(DISMISSED, ['o-0']);
    acknowledge = () => Promise.reject(new Problem(404, 'There is no such offer.'));

    const offers = await start();

    expect(offers.count()).toBe(2);
    expect(keep.kept.get(DISMISSED)).toBe('[]');
  });

  it('looks on while a dismissal cannot be told', async () => {
    await keep.write(DISMISSED, ['o-1']);
    acknowledge = () => Promise.reject(new Problem(500, 'Later.'));

    const offers = await start();

    expect(offers.offers().map(({ id }) => id)).toEqual(['o-2']);
    expect(keep.kept.get(DISMISSED)).toBe('["o-1"]');
  });
});

import { inject, Injectable } from '@angular/core';
import { exchange } from '../core/http';
import { Problem } from '../core/problem';
import { SETTINGS } from '../core/settings';
import { Keep } from './keep';

export interface User {
  readonly id: string;
  readonly nickname: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** What the id is, for Genesys; `Opaque` where it is absent. */
  readonly idType?: 'Email' | 'Phone' | 'Opaque';
}

/** What the app around this one offers, as `window.tidingsHost`, before this one starts. */
export interface Host {
  readonly user: User;
  /** A fresh token for the API; asked again when one is refused. */
  token(): Promise<string>;
  signOut?(): Promise<void>;
}

declare global {
  interface Window {
    tidingsHost?: Host;
  }
}

/** Who the customer is, and the tokens that prove it. */
@Injectable({ providedIn: 'root', useFactory: () => (inject(SETTINGS).signIn === 'host' ? new HostSignIn() : new LocalSignIn()) })
export abstract class SignIn {
  abstract user(): Promise<User>;
  abstract token(): Promise<string>;
  /** Ends the sign-in; `next` signs in somebody else where that is possible here. */
  abstract leave(next?: string): Promise<void>;
  /** Whether a name is enough to sign in. */
  abstract readonly isTrial: boolean;
}

class HostSignIn extends SignIn {
  readonly isTrial = false;

  user(): Promise<User> {
    return Promise.resolve(this.host.user);
  }

  token(): Promise<string> {
    return this.host.token().catch(() => {
      throw new Problem(0, 'The host app gives no token');
    });
  }

  async leave(): Promise<void> {
    await this.host.signOut?.();
  }

  private get host(): Host {
    if (!window.tidingsHost) throw new Error('signIn is "host", but there is no window.tidingsHost');
    return window.tidingsHost;
  }
}

/** The local stack's issuer, which gives a token to anybody. */
class LocalSignIn extends SignIn {
  private readonly keep = inject(Keep);
  private readonly settings = inject(SETTINGS);

  readonly isTrial = true;

  async user(): Promise<User> {
    const id = (await this.keep.read<string>('user')) ?? 'rana';
    return { id, nickname: id.charAt(0).toUpperCase() + id.slice(1) };
  }

  async token(): Promise<string> {
    const { id: userId } = await this.user();
    const request = { method: 'POST', body: JSON.stringify({ userId }) };
    const { body } = await exchange<{ token: string }>(`${this.settings.apiBase}/local/token`, request);
    return body.token;
  }

  async leave(next = 'rana'): Promise<void> {
    await this.keep.write('user', next);
  }
}

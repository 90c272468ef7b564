import { inject, Injectable } from '@angular/core';
import { exchange, type Answer } from './http';
import { Problem } from './problem';
import { Session } from './session';
import { SETTINGS } from './settings';

export interface Call {
  readonly body?: unknown;
  readonly etag?: string | null;
}

/** Calls the API in the name of the customer who is signed in. */
@Injectable({ providedIn: 'root' })
export class Api {
  private readonly settings = inject(SETTINGS);
  private readonly session = inject(Session);

  get chat(): string {
    return `transcript/integration/${this.settings.integrationId}/user/${this.user}`;
  }

  get offers(): string {
    return `notification/integration/${this.settings.offersIntegrationId}/user/${this.user}`;
  }

  get uploads(): string {
    return `uploads/integration/${this.settings.integrationId}/user/${this.user}`;
  }

  get devices(): string {
    return `devices/user/${this.user}`;
  }

  /** @throws Problem for everything but 2xx and 304; a refused token is renewed once */
  async call<T>(method: string, path: string, call: Call = {}): Promise<Answer<T>> {
    try {
      return await this.attempt<T>(method, path, call);
    } catch (problem) {
      if (!(problem instanceof Problem) || problem.status !== 401) throw problem;
      this.session.forgetToken();
      return this.attempt<T>(method, path, call);
    }
  }

  private get user(): string {
    return encodeURIComponent(this.session.user.id);
  }

  private async attempt<T>(method: string, path: string, { body, etag }: Call): Promise<Answer<T>> {
    const headers: Record<string, string> = { authorization: `Bearer ${await this.session.token()}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (etag) headers['if-none-match'] = etag;
    return exchange<T>(`${this.settings.apiBase}/${path}`, { method, headers, body: JSON.stringify(body) });
  }
}

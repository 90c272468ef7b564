import { inject, Injectable } from '@angular/core';
import { SignIn, type User } from '../platform/sign-in';

/** The customer who is signed in, from the start of the app to its next one. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly signIn = inject(SignIn);
  private current?: User;
  private pending?: Promise<string>;

  get user(): User {
    if (!this.current) throw new Error('Nobody is signed in yet');
    return this.current;
  }

  async open(): Promise<void> {
    this.current = await this.signIn.user();
  }

  /** One token for all calls until it is refused. */
  token(): Promise<string> {
    this.pending ??= this.signIn.token().catch((problem: unknown) => {
      this.forgetToken();
      throw problem;
    });
    return this.pending;
  }

  forgetToken(): void {
    this.pending = undefined;
  }
}

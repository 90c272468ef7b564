import { Injectable, signal } from '@angular/core';
import { Network } from '@capacitor/network';

/** Whether the phone has a connection, and whether the app is looked at. */
@Injectable({ providedIn: 'root' })
export class Connection {
  private readonly connected = signal(true);
  private readonly shown = signal(!document.hidden);

  readonly online = this.connected.asReadonly();
  readonly visible = this.shown.asReadonly();

  constructor() {
    document.addEventListener('visibilitychange', () => this.shown.set(!document.hidden));
    void Network.getStatus().then(({ connected }) => this.connected.set(connected));
    void Network.addListener('networkStatusChange', ({ connected }) => this.connected.set(connected));
  }
}

import { Injectable } from '@angular/core';
import { Capacitor } from '@capacitor/core';
import { PushNotifications } from '@capacitor/push-notifications';

/** Where a tap on a notification leads; the fields of the payload's data. */
export interface Tap {
  readonly kind?: string;
  readonly messageId?: string;
}

export interface PushListener {
  token(token: string): void;
  tapped(tap: Tap): void;
  /** One came in while the app is open. */
  arrived(): void;
}

/** The phone's notifications; they do not exist in a browser. */
@Injectable({ providedIn: 'root' })
export class Push {
  readonly isPossible = Capacitor.isPluginAvailable('PushNotifications') && Capacitor.isNativePlatform();
  readonly platform = Capacitor.getPlatform() === 'ios' ? 'apns' : 'fcm';

  async listen(listener: PushListener): Promise<void> {
    await PushNotifications.addListener('registration', ({ value }) => listener.token(value));
    await PushNotifications.addListener('pushNotificationReceived', () => listener.arrived());
    await PushNotifications.addListener('pushNotificationActionPerformed', ({ notification }) =>
      listener.tapped((notification.data ?? {}) as Tap),
    );
  }

  async permission(): Promise<'granted' | 'denied' | 'open'> {
    return meaning((await PushNotifications.checkPermissions()).receive);
  }

  async ask(): Promise<'granted' | 'denied' | 'open'> {
    return meaning((await PushNotifications.requestPermissions()).receive);
  }

  /** The token comes to the listener, now and whenever it changes. */
  async register(): Promise<void> {
    await PushNotifications.register();
  }

  async clear(): Promise<void> {
    await PushNotifications.removeAllDeliveredNotifications();
  }
}

function meaning(state: string): 'granted' | 'denied' | 'open' {
  return state === 'granted' || state === 'denied' ? state : 'open';
}

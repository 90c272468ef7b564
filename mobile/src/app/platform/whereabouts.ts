import { Injectable } from '@angular/core';
import { Geolocation } from '@capacitor/geolocation';
import type { Place } from '../core/model';

const PATIENCE_MS = 15_000;

export class NoPlace extends Error {
  constructor(readonly reason: 'place.refused' | 'place.unknown') {
    super(reason);
  }
}

/** Where the phone is. */
@Injectable({ providedIn: 'root' })
export class Whereabouts {
  /** Asks for permission when it is first used. @throws NoPlace */
  async here(): Promise<Place> {
    try {
      const { coords } = await Geolocation.getCurrentPosition({ enableHighAccuracy: true, timeout: PATIENCE_MS });
      return { latitude: coords.latitude, longitude: coords.longitude, accuracyMeters: Math.round(coords.accuracy) };
    } catch (problem) {
      throw new NoPlace(isRefusal(problem) ? 'place.refused' : 'place.unknown');
    }
  }
}

/** The web says code 1; the native plugin says it in words. */
function isRefusal(problem: unknown): boolean {
  const { code, message } = (problem ?? {}) as { code?: unknown; message?: string };
  return code === 1 || /denied|permission/i.test(message ?? '');
}

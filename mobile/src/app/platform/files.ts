import { Injectable } from '@angular/core';

/** Files that outlive the app until they are sent. */
@Injectable({ providedIn: 'root' })
export class Files {
  private opened?: Promise<IDBDatabase>;

  async write(key: string, file: Blob): Promise<void> {
    await this.within('readwrite', (store) => store.put(file, key));
  }

  /** Returns null for what is not there. */
  async read(key: string): Promise<Blob | null> {
    return ((await this.within('readonly', (store) => store.get(key))) as Blob | undefined) ?? null;
  }

  async remove(key: string): Promise<void> {
    await this.within('readwrite', (store) => store.delete(key));
  }

  private async within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await (this.opened ??= open());
    return new Promise((resolve, reject) => {
      const transaction = database.transaction('files', mode);
      const request = act(transaction.objectStore('files'));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('The file could not be kept'));
    });
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('tidings', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('files');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('No place for files'));
  });
}

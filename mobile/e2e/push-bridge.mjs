/** Put into a page before the app: makes Capacitor believe that it runs on a phone with notifications. */
export function pushBridge() {
  const listeners = {};
  const bridge = {
    permission: 'prompt',
    cleared: 0,
    tap: (data) => listeners.pushNotificationActionPerformed({ actionId: 'tap', notification: { id: '1', data } }),
  };
  const methods = {
    checkPermissions: () => ({ receive: bridge.permission }),
    requestPermissions: () => ({ receive: (bridge.permission = 'granted') }),
    register: () => setTimeout(() => listeners.registration({ value: bridge.token }), 0) && undefined,
    removeAllDeliveredNotifications: () => void bridge.cleared++,
    removeListener: () => undefined,
  };
  bridge.token = `token-${JSON.parse(localStorage['CapacitorStorage.user'])}`;
  window.pushBridge = bridge;
  window.CapacitorCustomPlatform = { name: 'android' };
  window.Capacitor = {
    isPluginAvailable: () => false,
    PluginHeaders: [
      {
        name: 'PushNotifications',
        methods: [{ name: 'addListener', rtype: 'callback' }, ...Object.keys(methods).map((name) => ({ name, rtype: 'promise' }))],
      },
    ],
    nativePromise: async (_, method) => methods[method](),
    nativeCallback: async (_, __, { eventName }, callback) => {
      listeners[eventName] = callback;
      return eventName;
    },
  };
}

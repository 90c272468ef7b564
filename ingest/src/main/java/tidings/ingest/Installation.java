package tidings.ingest;

import tidings.lambda.Secrets;
import tidings.message.Chat;
import tidings.message.UserKey;

/** Turns a user id into the key that stands for it, with this installation's secret. */
record Installation(Secrets secrets, String secretArn) {

  Chat chat(String userId, String integrationId) {
    byte[] key = secrets.get(secretArn, "key").bytes();
    return new Chat(UserKey.of(key, userId), userId, integrationId);
  }
}

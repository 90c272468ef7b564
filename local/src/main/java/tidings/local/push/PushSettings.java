package tidings.local.push;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whose SNS this is.
 *
 * @param region as in the ARNs
 * @param account twelve digits, as in the ARNs
 * @param port where to listen on 127.0.0.1; 0 takes any
 * @param folder where its memory is kept; null keeps it in the process only
 */
public record PushSettings(String region, String account, int port, @Nullable Path folder) {}

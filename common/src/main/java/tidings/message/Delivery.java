package tidings.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a customer's message has come. Within an attempt a state only goes forward; proof that
 * Genesys has the message beats a failure of any attempt.
 *
 * @param attempt 1 for the first sending; trying again opens the next
 * @param failure why, where the status is FAILED
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Delivery(Status status, int attempt, @Nullable Failure failure) {

  /** The states as the app sees them. */
  public enum Status {
    ACCEPTED,
    SENT,
    PUBLISHED,
    FAILED
  }

  /**
   * Why a message was not delivered.
   *
   * @param code ours, such as {@code refused} or {@code expired}, or Genesys' reason code
   * @param message for people
   * @param retryable false where sending it again would only fail again
   * @param afterSending true where Genesys had taken the message and reported the failure later
   */
  public record Failure(String code, String message, boolean retryable, boolean afterSending) {

    /**
     * The same in words that a customer may see; the code stays for apps that say it themselves.
     */
    public Failure forCustomers() {
      return new Failure(code, Apology.of(code, retryable), retryable, afterSending);
    }
  }

  public Delivery {
    if ((status == Status.FAILED) != (failure != null)) {
      throw new IllegalArgumentException("a failure belongs to the status FAILED and to no other");
    }
  }

  public static Delivery accepted(int attempt) {
    return new Delivery(Status.ACCEPTED, attempt, null);
  }

  public static Delivery sent(int attempt) {
    return new Delivery(Status.SENT, attempt, null);
  }

  public static Delivery published(int attempt) {
    return new Delivery(Status.PUBLISHED, attempt, null);
  }

  public static Delivery failed(int attempt, Failure failure) {
    return new Delivery(Status.FAILED, attempt, failure);
  }

  /** The state after this report, or empty where the report is late or repeated. */
  public Optional<Delivery> advancedBy(Delivery report) {
    boolean proof = report.status == Status.SENT || report.status == Status.PUBLISHED;
    if (report.attempt < attempt) {
      return proof && rank() < 2 ? Optional.of(at(report.status)) : Optional.empty();
    }
    if (report.attempt > attempt && report.status != Status.ACCEPTED) {
      return proof ? Optional.of(report) : Optional.empty();
    }
    if (report.attempt > attempt) {
      return status == Status.FAILED ? Optional.of(report) : Optional.empty();
    }
    return report.rank() > rank() ? Optional.of(report) : Optional.empty();
  }

  private Delivery at(Status proven) {
    return new Delivery(proven, attempt, null);
  }

  /**
   * Genesys' own word counts more than our guess: refused, sent, failed after sending, published.
   */
  private int rank() {
    return switch (status) {
      case ACCEPTED -> 0;
      case FAILED -> failure != null && failure.afterSending() ? 3 : 1;
      case SENT -> 2;
      case PUBLISHED -> 4;
    };
  }
}

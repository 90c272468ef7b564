package tidings.local.gateway;

/**
 * How customers are known: the claim that is their user id, and whether the gateway is open, which
 * lets requests without a token pass as the user of their path.
 */
public record Customers(String userIdClaim, boolean open) {}

package org.perdure.lmtp;

import java.util.Optional;
import org.perdure.message.ListName;

/** Tells which list an address belongs to. Safe for any number of threads. */
@FunctionalInterface
public interface Recipients {
    /**
     * Returns the list of an address.
     *
     * @param address an addr-spec as a client wrote it, or a local part alone
     */
    Optional<ListName> find(String address);
}

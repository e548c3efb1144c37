package org.perdure.source;

import java.util.regex.Pattern;

/** What names of members say of a git repository in an archive. */
final class GitNames {
    private static final String REASON =
            "is of a git repository, which is not read in an archive; unpack it and import the"
                    + " repository";

    /** A folder may be called so and hold mail: only what git itself puts there counts. */
    private static final Pattern IN_REPOSITORY =
            Pattern.compile(
                    "(?:^|/)[^/]*\\.git/(?:[A-Z_]*HEAD|config|description|index|packed-refs"
                            + "|(?:branches|hooks|info|logs|objects|refs)/.+)\\z",
                    Pattern.DOTALL);

    /** The same in a bare repository of any name: names that no mail has. */
    private static final Pattern BARE =
            Pattern.compile(
                    "(?:^|/)(?:refs/(?:heads|remotes|tags)/.+"
                            + "|objects/[0-9a-f]{2}/(?:[0-9a-f]{38}|[0-9a-f]{62})"
                            + "|objects/pack/pack-[0-9a-f]+\\.[a-z]+"
                            + "|objects/info/(?:packs|commit-graph|alternates))\\z",
                    Pattern.DOTALL);

    private GitNames() {}

    /** Returns why a member is not read if it is of a repository, or nothing. */
    static String reasonToReject(String path) {
        return IN_REPOSITORY.matcher(path).find() || BARE.matcher(path).find() ? REASON : "";
    }
}

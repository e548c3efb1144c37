package org.perdure.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.git/HEAD",
                "inbox/git/0.git/objects/pack/pack-0123456789abcdef.pack",
                "inbox/.git/refs/heads/master",
                "inbox/.git/FETCH_HEAD",
                "inbox/.git/hooks/update.sample",
                "inbox/objects/00/0123456789abcdef0123456789abcdef012345",
                "objects/pack/pack-0123456789abcdef.idx",
                "objects/info/packs",
                "refs/tags/a\nb"
            })
    void ofARepositorySayToUnpackIt(String name) {
        assertThat(GitNames.reasonToReject(name)).contains("git repository", "unpack it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HEAD",
                "mail/linux.git/2011-03.mbox",
                "mail/linux.git/cur/1.a.host",
                "mail/linux.git/objects",
                "mail/objects/1",
                "mail/objects/00/1",
                "mail/refs/1",
                "0.git",
                "0.git/HEAD.mbox"
            })
    void ofMailAreLeftAlone(String name) {
        assertThat(GitNames.reasonToReject(name)).isEmpty();
    }
}

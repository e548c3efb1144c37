package org.perdure.source;

import java.io.File;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What git repositories learn of the machine: nothing of its users. Reading mail must not depend on
 * the configuration in somebody's home folder or on environment variables, and must write nothing:
 * JGit would measure how exact the times of files are, by writing some beside the repository, and
 * keep the result in the home folder.
 */
final class PlainSystemReader extends SystemReader.Delegate {
    /** Coarser than any file system in use, so that a file changed just now is read again. */
    private static final long FILE_TIME_SECONDS = 2;

    private PlainSystemReader(SystemReader platform) {
        super(platform);
    }

    /** Makes JGit use this, in the whole process; once is enough. */
    static synchronized void install() {
        SystemReader present = SystemReader.getInstance();
        if (!(present instanceof PlainSystemReader)) {
            SystemReader.setInstance(new PlainSystemReader(present));
        }
    }

    @Override
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new Empty(parent, fs);
    }

    /** A configuration without a file. */
    private static final class Empty extends FileBasedConfig {
        Empty(@Nullable Config parent, FS fs) {
            super(parent, new File("none"), fs);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }

        @Override
        public long getTimeUnit(
                String section,
                @Nullable String subsection,
                String name,
                long defaultValue,
                TimeUnit unit) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? unit.convert(FILE_TIME_SECONDS, TimeUnit.SECONDS)
                    : super.getTimeUnit(section, subsection, name, defaultValue, unit);
        }
    }
}

package org.perdure.html;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of what is served, for tests of other packages. */
public final class Pages {
    private Pages() {}

    /** Returns the name of the kind of what stands at a path, such as {@code NestedThread}. */
    public static String kindOf(String rawPath) {
        return RouteParser.parse(rawPath).getClass().getSimpleName();
    }

    /** Returns the names of all kinds. */
    public static Set<String> kinds() {
        return Stream.concat(shapes(Route.class), shapes(Route.OfList.class))
                .filter(Class::isRecord)
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Class<?>> shapes(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses());
    }
}

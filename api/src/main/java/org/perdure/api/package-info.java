/**
 * The archive for programs: resources under {@code /api/v1}, their JSON, and problem details (RFC
 * 9457).
 *
 * <p>Start at {@link org.perdure.api.ApiResources}. A resource reads parameters, asks the archive
 * once, and maps.
 */
@NullMarked
package org.perdure.api;

import org.jspecify.annotations.NullMarked;

/* Linked into tests that draw text under the address sanitizer: fontconfig keeps its tables until the process ends. Leaks of
 * everything else are still reported. */

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

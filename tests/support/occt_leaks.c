/* Linked into tests that run OpenCASCADE under the address sanitizer: its STEP translator keeps tables until the process
 * ends. Leaks of everything else are still reported; frames are walked slowly, because OpenCASCADE has no frame pointers. */

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libTKXSBase\nleak:libTKDESTEP\n";
}

const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "fast_unwind_on_malloc=0";
}

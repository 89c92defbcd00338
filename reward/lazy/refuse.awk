# Writes what the lazy kernel leaves to the exact one, from the headers of the shim: every function that takes or gives a
# shape, as LATHE_E_EXACT. Weak: the files of this folder know some better. The others are arithmetic and are the shim's.
# Usage, in the root: awk -v output=FILE -f reward/lazy/refuse.awk reward/kernel/*.h
BEGIN {
    print "/* Written by refuse.awk from the headers of reward/kernel. */" >output
    print "#include \"reward/lazy/shape.h\"\n" >output
}
FNR == 1 { print "#include \"" FILENAME "\"" >output }
/^lathe_status kernel_/ { text = ""; open = 1 }
open {
    text = text " " $0
    if ($0 ~ /\);/) {
        open = 0
        write_refusal(text)
    }
}
function write_refusal(prototype,    inside, parts, count, i, unused) {
    gsub(/[ \t\n]+/, " ", prototype)
    sub(/^ /, "", prototype)
    sub(/\);.*/, ")", prototype)
    if (prototype !~ /kernel_(shape|list|trace|spline|sweep|lofting|sweeping|filling|prism_how|text|part)/)
        return
    inside = prototype
    sub(/^[^(]*\(/, "", inside)
    sub(/\)$/, "", inside)
    count = split(inside, parts, ", ")
    unused = ""
    for (i = 1; i < count; i++)
        unused = unused "    (void)" parameter_of(parts[i]) ";\n"
    print "__attribute__((weak)) " prototype "\n{\n" unused "    return lazy_exact(err);\n}\n" >output
}
function parameter_of(part) {
    sub(/\[.*/, "", part)
    sub(/.*[ *]/, "", part)
    return part
}

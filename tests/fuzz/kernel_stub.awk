# Writes a kernel that computes nothing from the headers of the shim: every function that returns a status, with its
# outputs filled by kernel_stub.h. Usage, in the root: awk -v output=FILE -f tests/fuzz/kernel_stub.awk reward/kernel/*.h
BEGIN {
    print "/* Written by kernel_stub.awk from the headers of reward/kernel. */" >output
    print "#include \"tests/fuzz/kernel_stub.h\"\n" >output
}
FNR == 1 { print "#include \"" FILENAME "\"" >output }
/^lathe_status kernel_/ { text = ""; open = 1 }
open {
    text = text " " $0
    if ($0 ~ /\);/) {
        open = 0
        write_stub(text)
    }
}
function write_stub(prototype,    name, inside, parts, count, i, part, fills) {
    gsub(/[ \t\n]+/, " ", prototype)
    sub(/^ /, "", prototype)
    sub(/\);.*/, ")", prototype)
    name = prototype
    sub(/\(.*/, "", name)
    sub(/.* /, "", name)
    inside = prototype
    sub(/^[^(]*\(/, "", inside)
    sub(/\)$/, "", inside)
    count = split(inside, parts, ", ")
    fills = ""
    for (i = 1; i <= count; i++) {
        part = parts[i]
        if (part ~ /^const / && part !~ /\*\*/ || part !~ /[*\[]/ || part ~ /lathe_error \*err$/ || part ~ /\* ?const \*/) {
            if (part !~ /lathe_error \*err$/)
                fills = fills "    (void)" parameter_of(part) ";\n"
            continue
        }
        fills = fills "    STUB_FILL(\"" name "\", " parameter_of(part) ");\n"
    }
    # Weak: kernel_stub.c may know better.
    print "__attribute__((weak)) " prototype "\n{\n    STUB_REFUSE(\"" name "\", err);\n" fills "    return LATHE_OK;\n}\n" >output
}
function parameter_of(part) {
    sub(/\[.*/, "", part)
    sub(/.*[ *]/, "", part)
    return part
}

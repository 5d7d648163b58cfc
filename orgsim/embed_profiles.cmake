# Writes OUTPUT, a source that holds every file of FOLDER/*.toml: run at build time by orgsim/CMakeLists.txt.
file(GLOB files ${FOLDER}/*.toml)
list(SORT files)
set(entries "")
foreach(file ${files})
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} text)
  string(APPEND entries "    {\"${name}\", R\"PROFILE(${text})PROFILE\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"orgsim/behaviour/profile_file.hpp\"

#include <array>

namespace sluice::orgsim {
std::span<const named_profile> built_in_profiles() {
  static constexpr auto all = std::to_array<named_profile>({
${entries}  });
  return all;
}
}  // namespace sluice::orgsim
")

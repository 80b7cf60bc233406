#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/work/damage.hpp"

namespace spotdrill::drill {

std::optional<Finding> output_cut_off(const Scene& scene) {
  for (const CutOff& each : cut_off_files(scene.observation)) {
    if (each.instance != scene.instance.id) continue;
    const OpenFile& file = *each.file;
    return Finding{
        .cause = fmt::format("The kill left half of an output, and it stays so: {} was being "
                             "written, and whoever went on takes it for done.",
                             file.path),
        .evidence =
            fmt::format("{} had it open for writing when {} was shut down; nobody has "
                        "written to it since, and it has {} bytes where others of its kind "
                        "have {}",
                        file.process, scene.instance.id, file.size.value_or(0), file.usual_size),
        .remedy =
            "Write an output under another name in the same directory and rename it when it is "
            "whole: what has its name is then complete, and half of one is done again."};
  }
  return std::nullopt;
}

}  // namespace spotdrill::drill

#include <fmt/format.h>

#include "drill/findings/findings.hpp"
#include "drill/work/damage.hpp"

namespace spotdrill::drill {

namespace {

std::string how_it_is_seen(const OpenFile& file, std::string_view instance) {
  const std::string before =
      file.closed
          ? fmt::format("it was among the last of its kind that were written when {} ended",
                        instance)
          : fmt::format("{} had it open for writing when {} was shut down", file.process, instance);
  return fmt::format(
      "{}; nobody has written to it since, and it has {} bytes where others of its kind have {}",
      before, file.size.value_or(0), file.usual_size);
}

}  // namespace

std::optional<Finding> output_cut_off(const Scene& scene) {
  for (const CutOff& each : cut_off_files(scene.observation)) {
    if (each.instance != scene.instance.id) continue;
    const OpenFile& file = *each.file;
    return Finding{
        .cause = fmt::format("The kill left half of an output, and it stays so: {} was being "
                             "written, and whoever went on takes it for done.",
                             file.path),
        .evidence = how_it_is_seen(file, scene.instance.id),
        .remedy =
            "Write an output under another name in the same directory and rename it when it is "
            "whole: what has its name is then complete, and half of one is done again."};
  }
  return std::nullopt;
}

}  // namespace spotdrill::drill

// lsblk: the instance's volumes. The host's command would show the host's disks.
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "init/mountinfo.hpp"
#include "init/volume_client.hpp"
#include "init/volume_commands.hpp"

namespace spotdrill::init {
namespace {

struct LsblkOptions {
  std::vector<std::string> columns;
  std::vector<std::string> devices;
  bool heading = true;
  bool bytes = false;
  bool paths = false;
  bool json = false;
  bool pairs = false;
};

const std::vector<std::string> usual_columns = {"NAME", "MAJ:MIN", "RM",         "SIZE",
                                                "RO",   "TYPE",    "MOUNTPOINTS"};

std::string human_size(std::uint64_t bytes) {
  constexpr const char* units = "BKMGTP";
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 1024 && unit < 5) {
    value /= 1024;
    ++unit;
  }
  char text[32];
  const bool whole = value - static_cast<double>(static_cast<std::uint64_t>(value)) < 0.05;
  std::snprintf(text, sizeof text, whole ? "%.0f%c" : "%.1f%c", value, units[unit]);
  return text;
}

std::string cell(const VolumeView& volume, const std::string& column, const LsblkOptions& options) {
  if (column == "NAME" || column == "KNAME") return options.paths ? volume.path() : volume.node;
  if (column == "PATH") return volume.path();
  if (column == "MAJ:MIN") return volume.number;
  if (column == "RM" || column == "RO" || column == "HOTPLUG") return "0";
  if (column == "SIZE") {
    return options.bytes ? std::to_string(volume.bytes) : human_size(volume.bytes);
  }
  if (column == "TYPE") return "disk";
  if (column == "FSTYPE") return volume.format.type;
  if (column == "UUID") return volume.format.uuid;
  if (column == "LABEL") return volume.format.label;
  if (column == "MODEL") {
    return volume.id.starts_with("vol-") ? "Amazon Elastic Block Store"
                                         : "Amazon EC2 NVMe Instance Storage";
  }
  if (column == "SERIAL") {
    std::string serial = volume.id;
    std::erase(serial, '-');
    return serial;
  }
  if (column == "TRAN") return volume.node.starts_with("nvme") ? "nvme" : "";
  const bool place = column == "MOUNTPOINT" || column == "MOUNTPOINTS";
  return place && !volume.places.empty() ? volume.places.back() : "";
}

std::vector<std::string> split_columns(std::string_view list) {
  std::vector<std::string> columns;
  while (!list.empty()) {
    std::string& column = columns.emplace_back(take_until(list, ','));
    if (column.starts_with('+')) column.erase(0, 1);
    for (char& c : column) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return columns;
}

void read_letters(LsblkOptions& options, std::string_view letters) {
  for (const char letter : letters) {
    if (letter == 'n') options.heading = false;
    if (letter == 'b') options.bytes = true;
    if (letter == 'p') options.paths = true;
    if (letter == 'J') options.json = true;
    if (letter == 'P') options.pairs = true;
    if (letter == 'f') options.columns = {"NAME", "FSTYPE", "LABEL", "UUID", "MOUNTPOINTS"};
  }
}

LsblkOptions read_lsblk(const Words& words) {
  LsblkOptions options;
  options.columns = usual_columns;
  for (std::size_t index = 0; index < words.size(); ++index) {
    const std::string_view word = words[index];
    const bool more = index + 1 < words.size();
    if (word.starts_with("--output=")) {
      options.columns = split_columns(word.substr(9));
    } else if (word == "--output" && more) {
      options.columns = split_columns(words[++index]);
    } else if (word == "--noheadings") {
      options.heading = false;
    } else if (word == "--bytes") {
      options.bytes = true;
    } else if (word == "--paths") {
      options.paths = true;
    } else if (word == "--json") {
      options.json = true;
    } else if (word == "--pairs") {
      options.pairs = true;
    } else if (word == "--fs") {
      read_letters(options, "f");
    } else if (word.starts_with("-") && !word.starts_with("--")) {
      read_letters(options, word.substr(1));
      const char last = word.back();
      if (last == 'o' && more) options.columns = split_columns(words[++index]);
      if ((last == 'e' || last == 'I' || last == 'x') && more) ++index;
    } else if (!word.starts_with("-")) {
      options.devices.emplace_back(word);
    }
  }
  return options;
}

void print_table(const std::vector<VolumeView>& volumes, const LsblkOptions& options) {
  std::vector<std::size_t> widths;
  for (const std::string& column : options.columns) {
    std::size_t width = options.heading ? column.size() : 0;
    for (const VolumeView& volume : volumes) {
      width = std::max(width, cell(volume, column, options).size());
    }
    widths.push_back(width);
  }
  const auto print = [&](auto text_of) {
    std::string line;
    for (std::size_t index = 0; index < options.columns.size(); ++index) {
      std::string text = text_of(options.columns[index]);
      text.resize(std::max(text.size(), widths[index]), ' ');
      line += text + " ";
    }
    line.resize(line.find_last_not_of(' ') + 1);
    std::printf("%s\n", line.c_str());
  };
  if (options.heading) print([](const std::string& column) { return column; });
  for (const VolumeView& volume : volumes) {
    print([&](const std::string& column) { return cell(volume, column, options); });
  }
}

void print_json(const std::vector<VolumeView>& volumes, const LsblkOptions& options) {
  std::string text = "{\n   \"blockdevices\": [";
  for (std::size_t number = 0; number < volumes.size(); ++number) {
    text += number == 0 ? "\n      {" : ",{";
    for (std::size_t index = 0; index < options.columns.size(); ++index) {
      const std::string& column = options.columns[index];
      std::string key = column;
      for (char& c : key) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      const std::string value = cell(volumes[number], column, options);
      std::string shown = value.empty() ? "null" : "\"" + value + "\"";
      if (column == "RM" || column == "RO") shown = "false";
      if (column == "MOUNTPOINTS") shown = "[" + shown + "]";
      if (column == "SIZE" && options.bytes) shown = value;
      text += std::string{index == 0 ? "" : ","} + "\n         \"" + key + "\": " + shown;
    }
    text += "\n      }";
  }
  std::printf("%s\n   ]\n}\n", text.c_str());
}

void print_pairs(const std::vector<VolumeView>& volumes, const LsblkOptions& options) {
  for (const VolumeView& volume : volumes) {
    std::string line;
    for (const std::string& column : options.columns) {
      line += (line.empty() ? "" : " ") + column + "=\"" + cell(volume, column, options) + "\"";
    }
    std::printf("%s\n", line.c_str());
  }
}

}  // namespace

// DEVIATION: lsblk shows no root volume: here it is no device.
int run_lsblk(const char* name, int argc, char** argv) {
  const LsblkOptions options = read_lsblk(words_of(argc, argv));
  const std::vector<VolumeView> all = list_volumes();
  std::vector<VolumeView> volumes;
  int code = 0;
  for (const std::string& device : options.devices) {
    const VolumeView* volume = find_volume(all, device);
    if (volume == nullptr) {
      std::fprintf(stderr, "%s: %s: not a block device\n", name, device.c_str());
      code = 32;
    } else {
      volumes.push_back(*volume);
    }
  }
  if (options.devices.empty()) volumes = all;
  if (options.json) {
    print_json(volumes, options);
  } else if (options.pairs) {
    print_pairs(volumes, options);
  } else if (!volumes.empty()) {
    print_table(volumes, options);
  }
  return code;
}

}  // namespace spotdrill::init

#include "host/volume_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/log.hpp"
#include "host/child_process.hpp"
#include "host/loop_device.hpp"
#include "host/remove_tree.hpp"
#include "init/protocol.hpp"

namespace spotdrill {
namespace {

namespace fs = std::filesystem;

constexpr const char* helper_config_name = ".helper.conf";
/// What is being copied; the volume itself when it is whole.
constexpr std::string_view part_suffix = ".part";

Result<void, std::string> set_size(const fs::path& image, std::uint64_t bytes) {
  const Descriptor file{::open(image.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  struct stat about{};
  if (file.valid() && ::fstat(file.get(), &about) == 0 &&
      (std::cmp_greater_equal(about.st_size, bytes) ||
       ::ftruncate(file.get(), static_cast<off_t>(bytes)) == 0)) {
    return {};
  }
  return refuse(fmt::format("{}: {}", image.string(), std::strerror(errno)));
}

}  // namespace

struct VolumeFiles::Copy {
  fs::path part;  ///< Renamed when it is whole.
  fs::path to;
  std::uint64_t bytes;
  Done done;
  boost::asio::posix::stream_descriptor process;
};

VolumeFiles::VolumeFiles(boost::asio::io_context& loop, const HostOptions& options, HostMode mode,
                         SubordinateIds ids)
    : loop_(loop),
      directory_(options.data_dir / init::volumes_name),
      init_program_(options.init_program),
      mode_(mode),
      ids_(ids),
      helper_config_(write_helper_config(directory_ / helper_config_name, mode_, ids_)),
      blocks_(mode == HostMode::Root && try_loop_devices(options.data_dir).has_value()),
      alive_(std::make_shared<VolumeFiles*>(this)) {}

VolumeFiles::~VolumeFiles() {
  *alive_ = nullptr;
}

Result<std::vector<std::string>, std::string> VolumeFiles::helper_arguments(
    const std::vector<std::string>& words) const {
  if (!helper_config_.has_value()) return refuse(helper_config_.error());
  std::vector<std::string> arguments{words.front(), (directory_ / helper_config_name).string()};
  arguments.insert(arguments.end(), words.begin() + 1, words.end());
  return arguments;
}

Result<pid_t, std::string> VolumeFiles::start_helper(const std::vector<std::string>& words) const {
  return start_program(init_program_, TRY(helper_arguments(words)), -1, -1);
}

std::uint64_t VolumeFiles::bytes_max() const {
  struct statvfs about{};
  if (::statvfs(directory_.c_str(), &about) != 0) return 0;
  return static_cast<std::uint64_t>(about.f_blocks) * about.f_frsize;
}

Result<void, std::string> VolumeFiles::make(const std::string& id, std::uint64_t bytes) {
  const fs::path place = directory_ / id;
  std::error_code error;
  fs::create_directories(blocks_ ? place : place / init::volume_files_name, error);
  if (error) return refuse(fmt::format("{}: {}", place.string(), error.message()));
  if (blocks_) return set_size(place / init::volume_image_name, bytes);
  // As the root of a file system is; nobody else comes by the directory above.
  constexpr auto readable = static_cast<fs::perms>(0755);
  fs::permissions(place / init::volume_files_name, readable, error);
  return {};
}

Result<void, std::string> VolumeFiles::grow(const std::string& id, std::uint64_t bytes) {
  const fs::path image = directory_ / id / init::volume_image_name;
  std::error_code error;
  if (!fs::exists(image, error)) return {};
  TRY(set_size(image, bytes));
  refresh_loop_device(image);
  return {};
}

void VolumeFiles::copy(const std::string& from, const std::string& to, std::uint64_t bytes,
                       Done done) {
  const fs::path part = directory_ / (to + std::string{part_suffix});
  const auto pid = start_helper({"copy", (directory_ / from).string(), part.string()});
  if (!pid.has_value()) {
    boost::asio::post(loop_, [done = std::move(done), why = pid.error()] { done(why); });
    return;
  }
  const auto copy = std::make_shared<Copy>(
      Copy{.part = part,
           .to = directory_ / to,
           .bytes = bytes,
           .done = std::move(done),
           .process = boost::asio::posix::stream_descriptor{loop_, watch_process(*pid).release()}});
  copy->process.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                           [alive = alive_, copy](const boost::system::error_code& cancelled) {
                             if (cancelled || *alive == nullptr) return;
                             (*alive)->finish(copy, reap_process(copy->process.native_handle()));
                           });
}

void VolumeFiles::finish(const std::shared_ptr<Copy>& copy, int code) {
  std::error_code error;
  if (code == 0) {
    fs::rename(copy->part, copy->to, error);
    const fs::path image = copy->to / init::volume_image_name;
    std::error_code none;
    if (!error && fs::exists(image, none)) {
      const auto grown = set_size(image, copy->bytes);
      if (!grown.has_value()) return copy->done(grown.error());
    }
  }
  if (code != 0 || error) return copy->done("the copy failed; is the disk full?");
  copy->done({});
}

void VolumeFiles::remove(const std::string& id) {
  const fs::path place = directory_ / id;
  std::error_code error;
  remove_tree(place, error);
  if (!error) return;
  // What an instance's other users made belongs to subordinate ids of ours.
  const auto arguments = helper_arguments({"remove", place.string()});
  int code = -1;
  constexpr int seconds_max = 30;
  if (arguments.has_value()) run_program(init_program_, *arguments, seconds_max, code);
  if (code != 0) {
    log::warning("cannot remove {}: {}", place.string(), error.message());
  }
}

void VolumeFiles::retain(const std::set<std::string>& ids) {
  std::error_code error;
  std::vector<std::string> gone;
  for (const auto& entry : fs::directory_iterator{directory_, error}) {
    const std::string name = entry.path().filename();
    const std::string id = name.ends_with(part_suffix) ? entry.path().stem().string() : name;
    if (!name.starts_with('.') && !ids.contains(id)) gone.push_back(name);
  }
  for (const std::string& id : gone) remove(id);
}

Result<Descriptor, std::string> VolumeFiles::open(const std::string& id) const {
  const fs::path image = directory_ / id / init::volume_image_name;
  std::error_code error;
  if (!fs::exists(image, error)) return Descriptor{};
  return open_loop_device(image);
}

}  // namespace spotdrill

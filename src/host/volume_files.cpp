#include "host/volume_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/log.hpp"
#include "host/child_process.hpp"
#include "host/loop_device.hpp"
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
      blocks_(mode == HostMode::Root && try_loop_devices(options.data_dir).has_value()),
      alive_(std::make_shared<VolumeFiles*>(this)) {}

VolumeFiles::~VolumeFiles() {
  *alive_ = nullptr;
}

Result<pid_t, std::string> VolumeFiles::run_helper(const std::vector<std::string>& words) const {
  const fs::path config = directory_ / helper_config_name;
  TRY(write_helper_config(config, mode_, ids_));
  std::vector<std::string> arguments{words.front(), config.string()};
  arguments.insert(arguments.end(), words.begin() + 1, words.end());
  return start_program(init_program_, arguments, -1, -1);
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
  const auto pid = run_helper({"copy", (directory_ / from).string(), part.string()});
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
  copy->process.async_wait(
      boost::asio::posix::stream_descriptor::wait_read,
      [alive = alive_, copy](const boost::system::error_code& cancelled) {
        if (cancelled || *alive == nullptr) return;
        siginfo_t ended{};
        const int pidfd = copy->process.native_handle();
        const bool known = ::waitid(P_PIDFD, static_cast<id_t>(pidfd), &ended, WEXITED) == 0;
        (*alive)->finish(copy, known && ended.si_code == CLD_EXITED ? ended.si_status : -1);
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
  fs::remove_all(place, error);
  if (!error) return;
  // What an instance's other users made belongs to subordinate ids of ours.
  const auto pid = run_helper({"remove", place.string()});
  int status = 0;
  if (!pid.has_value() || ::waitpid(*pid, &status, 0) != *pid || status != 0) {
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

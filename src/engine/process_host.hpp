// What runs instances. The real one (host/) makes Linux process trees; the modelled one (sim/)
// only goes through the life cycle. Instances are named by their EC2 id; the host knows nothing of
// Spot, of states or of requests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "engine/volume_store.hpp"

namespace spotdrill {

/// A directory of the host that an instance sees and may write, as it would an NFS mount.
struct SharedDirectory {
  std::filesystem::path host;
  std::filesystem::path guest;
  bool read_only = false;
};

/// A volume that is attached to an instance, or a disk of its instance store.
struct VolumeDevice {
  std::string volume_id;  ///< "vol-…"; "ephemeral0" of the instance store.
  std::string name;       ///< As it was asked for: "/dev/sdf".
  std::uint64_t bytes = 0;
  bool nvme = true;        ///< Of a Nitro instance: "/dev/nvme1n1".
  bool ephemeral = false;  ///< Empty at each boot, and gone with the instance.
};

/// What has become of an attachment.
enum class Attachment : std::uint8_t { Attached, Busy, Detached };

/// What an instance is started from.
struct InstanceBoot {
  std::string instance_id;
  std::string region;
  std::string hostname;    ///< "ip-172-31-0-10.ec2.internal".
  std::string private_ip;  ///< "172.31.0.10".
  std::string image_name;  ///< The AMI's: what the machine calls itself goes by it.
  std::string user_data;   ///< As the user wrote it (not base64); may be empty.
  std::string mac;         ///< "0a:1b:2c:3d:4e:5f"; empty: it has no interface of its own.
  int prefix_bits = 32;    ///< Of its subnet: 20 of "172.31.0.0/20".
  bool outside = true;     ///< It may reach the internet, where instances do.
  bool first_boot = true;  ///< User data scripts run at the first boot only, as cloud-init has it.
  std::vector<VolumeDevice> volumes = {};    ///< Attached from its beginning on; not the root's.
  std::vector<SharedDirectory> shared = {};  ///< Beside those of every instance.
  bool outlives_daemon = true;  ///< For the host's grace; else it ends as its daemon does.
};

/// How an instance's user data ended.
struct ExitStatus {
  bool signalled = false;
  int value = 0;  ///< Exit code, or signal number.
};

/// A process of an instance, as it was when its shutdown began.
struct ProcessState {
  int pid = 0;              ///< As the instance sees it.
  int parent = 0;           ///< The process that started it, or PID 1.
  std::string name;         ///< Its program's: "bash" for a script of bash.
  std::vector<int> caught;  ///< The signals that it had a handler for, in order.
};

/// A regular file that a process had open for writing, on a directory that outlives the instance.
struct OpenFile {
  std::string path;  ///< As the instance sees it.
  int pid = 0;
  std::string process;  ///< Its program's name.
  std::int64_t size = 0;
  std::int64_t position = 0;  ///< Where it would have written next, unless it appends.
  bool append = false;
};

/// The end of all that the user data began.
struct WorkloadEnd {
  ExitStatus last;   ///< Of the process that ended last.
  std::string name;  ///< That process's.
  Duration ago{0};   ///< It is told late, when no daemon was there. Units: drill time.
  bool during_shutdown = false;
};

/// Something that an instance needed and did not find, as its real counterpart would have.
struct Unavailable {
  std::string kind;  ///< "service", "operation", "name", "command", "user-data", "device", "unit".
  std::string what;  ///< "s3", "ec2:CreateVolume", "github.com", "yum install docker", "/dev/xvdf".
  std::string detail;  ///< One sentence.
};

/// What a host reports. Called on the engine thread, never from inside a ProcessHost call.
class ProcessHostListener {
 public:
  virtual ~ProcessHostListener() = default;

  /// The operating system is up; user data runs from now.
  virtual void instance_booted(const std::string& instance_id) = 0;

  /// The instance could not be started. `reason` names the step and the error.
  virtual void instance_failed(const std::string& instance_id, const std::string& reason) = 0;

  /// The user data script ended. The instance goes on.
  virtual void user_data_ended(const std::string& instance_id, ExitStatus status) = 0;

  /// The user data has ended and nothing that it left is alive. The instance goes on, unless it is
  /// being shut down. Told again to a new daemon, and after each boot.
  virtual void processes_gone(const std::string& instance_id, const WorkloadEnd& end) = 0;

  /// The instance needed `thing`. A new daemon is told again.
  virtual void unavailable(const std::string& instance_id, const Unavailable& thing) = 0;

  /// Somebody inside called shutdown, poweroff, halt or reboot.
  virtual void shutdown_requested(const std::string& instance_id, bool reboot) = 0;

  /// The instance is being shut down: what was alive, but for PID 1, when SIGTERM was sent, and
  /// what it had open. Of very many those with the lowest pids.
  virtual void shutting_down(const std::string& instance_id,
                             const std::vector<ProcessState>& processes,
                             const std::vector<OpenFile>& files) = 0;

  /// Its grace was over, and what was left of it was killed while it had `files` open.
  virtual void killed_after_grace(const std::string& instance_id,
                                  const std::vector<OpenFile>& files) = 0;

  /// What has come of attach_volume and detach_volume: Busy is a volume that is to be detached and
  /// is mounted; Detached follows when it is not. Detached without being asked for: it could not be
  /// attached, which `unavailable` has explained.
  virtual void attachment_changed(const std::string& instance_id, const std::string& volume_id,
                                  Attachment now) = 0;

  /// Nothing of the instance is alive any more (after shut_down, kill, or by itself).
  virtual void instance_ended(const std::string& instance_id) = 0;
};

class ProcessHost {
 public:
  virtual ~ProcessHost() = default;

  /// What its instances are: "root", "userns", "plain" ('spotdrill doctor') or "modelled".
  [[nodiscard]] virtual std::string_view kind() const = 0;

  /// Who hears of what happens, in place of whoever did. Set before anything is launched.
  virtual void set_listener(ProcessHostListener& listener) = 0;

  /// Starts an instance; instance_booted or instance_failed follows.
  virtual void launch(const InstanceBoot& boot) = 0;

  /// Takes up an instance that an earlier daemon launched. False if it is not alive any more.
  virtual bool take_up(const InstanceBoot& boot) = 0;

  /// Shuts the operating system down: SIGTERM to everything, `grace` of drill time, SIGKILL.
  /// instance_ended follows, after which nothing is alive.
  virtual void shut_down(const std::string& instance_id, Duration grace) = 0;

  /// Ends everything at once. instance_ended follows.
  virtual void kill(const std::string& instance_id) = 0;

  /// Hibernation, as far as a process host can: everything stops where it is, until thaw.
  virtual void freeze(const std::string& instance_id) = 0;
  virtual void thaw(const std::string& instance_id) = 0;

  /// Gives a living instance a device; attachment_changed follows.
  virtual void attach_volume(const std::string& instance_id, const VolumeDevice& device) = 0;

  /// Takes it away again; attachment_changed follows. `force`: whoever uses it.
  virtual void detach_volume(const std::string& instance_id, const std::string& volume_id,
                             bool force) = 0;

  /// A volume has grown (VolumeStore::grow): its device in a living instance does as well.
  virtual void refresh_volume(const std::string& instance_id, const VolumeDevice& device) = 0;

  /// Where volumes are kept.
  virtual VolumeStore& volumes() = 0;

  /// Lets an instance reach the internet, where instances do, or cuts it off.
  virtual void set_outside(const std::string& instance_id, bool open) = 0;

  /// Instances that have not ended, in order of their ids: also those that their owner has
  /// forgotten.
  [[nodiscard]] virtual std::vector<std::string> living() const = 0;

  /// Deletes the root volume and the console of an instance that has ended.
  virtual void discard(const std::string& instance_id) = 0;

  /// The newest console output, at most `bytes_max` of it.
  virtual std::string console(const std::string& instance_id, std::size_t bytes_max) = 0;
};

}  // namespace spotdrill

/* nltool: helpers of netlab.sh.  gcc -O2 -o nltool nltool.c (netlab.sh does it)
 *   nltool init                         pid 1 of a lab host: reaps orphans, nothing else
 *   nltool mono                         print CLOCK_MONOTONIC in ns
 *   nltool pids  INITPID [-x NAME|-f STR]   pids (outer) in INITPID's pid namespace
 *   nltool sig   INITPID SIG [-x NAME|-f STR]  signal them (repeats until the set is stable)
 *   nltool usage INITPID                per-process utime+stime(ms) RSS PSS(kB), and totals
 *   nltool waitdead INITPID MS          wait until the whole pid namespace is dead
 *   nltool event FILE TEXT...           append "<mono ns> TEXT" to FILE with one write()
 *   nltool ledger FILE HOST RES MS      service under test: start/alive/stop lines (SIGTERM stops)
 *   nltool wire IFA IFB DELAYMS JITTERMS LOSSPPM  user-space wire with delay between two interfaces
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <errno.h>
#include <dirent.h>
#include <limits.h>
#include <poll.h>
#include <sys/types.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/prctl.h>
#include <net/if.h>
#include <net/ethernet.h>
#include <linux/if_packet.h>
#include <arpa/inet.h>

static long long mono(void){struct timespec t;clock_gettime(CLOCK_MONOTONIC,&t);return t.tv_sec*1000000000LL+t.tv_nsec;}

static int do_init(void){
  sigset_t s; sigemptyset(&s); sigaddset(&s,SIGCHLD); sigprocmask(SIG_BLOCK,&s,0);
  signal(SIGTERM,SIG_IGN); signal(SIGINT,SIG_IGN); signal(SIGHUP,SIG_IGN);
  prctl(PR_SET_NAME,"nl-init");
  for(;;){ while(waitpid(-1,0,WNOHANG)>0); int sig; sigwait(&s,&sig); }
}

/* one write(2) per line, O_APPEND: lines of different processes never mix */
static volatile sig_atomic_t stopped;
static void onterm(int x){(void)x;stopped=1;}
static int do_ledger(char**a){
  int ms=atoi(a[3]); int fd=open(a[0],O_WRONLY|O_APPEND|O_CREAT,0666); if(fd<0){perror(a[0]);return 1;}
  struct sigaction sa; memset(&sa,0,sizeof sa); sa.sa_handler=onterm; sigaction(SIGTERM,&sa,0); sigaction(SIGINT,&sa,0);
  char b[300]; int n; const char*ev="start";
  struct timespec nx; clock_gettime(CLOCK_MONOTONIC,&nx);
  for(;;){
    n=snprintf(b,sizeof b,"%lld %s %s %s %d\n",mono(),a[1],a[2],ev,(int)getpid());
    if(write(fd,b,n)!=n) return 2;
    if(!strcmp(ev,"stop")) return 0;
    if(stopped){ev="stop";continue;}
    nx.tv_nsec+=(long)ms%1000*1000000L; nx.tv_sec+=ms/1000; if(nx.tv_nsec>=1000000000L){nx.tv_nsec-=1000000000L;nx.tv_sec++;}
    if(nx.tv_sec*1000000000LL+nx.tv_nsec < mono()) clock_gettime(CLOCK_MONOTONIC,&nx); /* no catch-up burst after a freeze */
    else clock_nanosleep(CLOCK_MONOTONIC,TIMER_ABSTIME,&nx,0);
    ev=stopped?"stop":"alive";
  }
}

static ino_t nsino(const char*pid){char p[64];struct stat st;snprintf(p,sizeof p,"/proc/%s/ns/pid",pid);return stat(p,&st)?0:st.st_ino;}
static int match(const char*pid,const char*how,const char*pat){
  if(!how) return 1;
  char p[64],b[8192]; snprintf(p,sizeof p,"/proc/%s/cmdline",pid); int fd=open(p,O_RDONLY); if(fd<0) return 0;
  int n=read(fd,b,sizeof b-1); close(fd); if(n<=0) return 0; b[n]=0;
  if(!strcmp(how,"-x")){ char*s=strrchr(b,'/'); s=s?s+1:b; 
     /* argv[0] may carry a suffix like "pacemakerd: " */ return !strcmp(s,pat); }
  for(int i=0;i<n-1;i++) if(!b[i]) b[i]=' ';
  return strstr(b,pat)!=0;
}
typedef void (*pidfn)(int pid,void*arg);
static int each(const char*init,const char*how,const char*pat,pidfn f,void*arg){
  ino_t want=nsino(init); if(!want) return -1; int c=0;
  DIR*d=opendir("/proc"); struct dirent*e;
  while((e=readdir(d))) if(e->d_name[0]>='0'&&e->d_name[0]<='9'&&nsino(e->d_name)==want&&match(e->d_name,how,pat)){f(atoi(e->d_name),arg);c++;}
  closedir(d); return c;
}
static void prpid(int pid,void*a){(void)a;printf("%d\n",pid);}
struct sigset2{int sig;int n;int seen[65536];int fresh;};
static void sendsig(int pid,void*a){struct sigset2*s=a;for(int i=0;i<s->n;i++)if(s->seen[i]==pid)return;
  if(!kill(pid,s->sig)){ if(s->n<65536)s->seen[s->n++]=pid; s->fresh++; }}
static int signum(const char*s){
  if(*s>='0'&&*s<='9')return atoi(s); if(!strncmp(s,"SIG",3))s+=3;
  struct{const char*n;int v;}t[]={{"KILL",9},{"STOP",SIGSTOP},{"CONT",SIGCONT},{"TERM",15},{"HUP",1},{"INT",2},{"QUIT",3},{"USR1",10},{"USR2",12}};
  for(unsigned i=0;i<sizeof t/sizeof*t;i++)if(!strcmp(s,t[i].n))return t[i].v; return -1; }

/* wait until no process of the pid namespace is alive (zombies count as dead: they run nothing) */
static void livecnt(int pid,void*a){char p[64],b[512];snprintf(p,sizeof p,"/proc/%d/stat",pid);int fd=open(p,O_RDONLY);if(fd<0)return;int n=read(fd,b,511);close(fd);if(n<=0)return;b[n]=0;char*r=strrchr(b,')');if(r&&r[2]!='Z'&&r[2]!='X'){ (*(int*)a)++; }}
static int do_waitdead(const char*init,int ms){
  long long end=mono()+ms*1000000LL; ino_t want=nsino(init); if(!want)return 0;
  for(;;){ int n=0; DIR*d=opendir("/proc"); struct dirent*e; int self=atoi(init);
    while((e=readdir(d))) if(e->d_name[0]>='0'&&e->d_name[0]<='9'&&nsino(e->d_name)==want&&atoi(e->d_name)!=self) livecnt(atoi(e->d_name),&n);
    closedir(d);
    char p[64],b[512]; snprintf(p,sizeof p,"/proc/%s/stat",init); int fd=open(p,O_RDONLY); char st='X'; if(fd>=0){int k=read(fd,b,511); if(k>0){b[k]=0;char*r=strrchr(b,')'); if(r)st=r[2];} close(fd);}
    /* init itself may sit in exit (zap_pid_ns_processes) until outer parents reap; it runs no user code any more */
    if(n==0){ char w[64]; snprintf(w,sizeof w,"/proc/%s/status",init); FILE*f=fopen(w,"r"); int pend=0; if(f){ while(fgets(b,sizeof b,f)) if(!strncmp(b,"VmRSS",5)) pend=1; fclose(f);} if(st=='Z'||st=='X'||!f||!pend) return 0; }
    if(mono()>end) return 1; struct timespec t={0,500000}; nanosleep(&t,0); } }

struct tot{long cpu,rss,pss,uss;int n;};
static void use1(int pid,void*a){
  struct tot*t=a; char p[64],b[4096],comm[64]="?"; FILE*f; long rss=0,pss=0,uss=0; unsigned long ut=0,stm=0;
  snprintf(p,sizeof p,"/proc/%d/stat",pid); f=fopen(p,"r"); if(!f)return; size_t n=fread(b,1,sizeof b-1,f); fclose(f); b[n]=0;
  char*r=strrchr(b,')'); char*l=strchr(b,'('); if(!r)return; *r=0; snprintf(comm,sizeof comm,"%s",l+1);
  sscanf(r+2,"%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",&ut,&stm);
  snprintf(p,sizeof p,"/proc/%d/smaps_rollup",pid); f=fopen(p,"r");
  if(f){ while(fgets(b,sizeof b,f)){ long v; if(sscanf(b,"Rss: %ld",&v)==1)rss=v; else if(sscanf(b,"Pss: %ld",&v)==1)pss=v; else if(sscanf(b,"Private_Clean: %ld",&v)==1||sscanf(b,"Private_Dirty: %ld",&v)==1)uss+=v; } fclose(f);}
  long hz=sysconf(_SC_CLK_TCK); long cpu=(ut+stm)*1000/hz;
  printf("%7d %-16s cpu_ms=%ld rss_kB=%ld pss_kB=%ld uss_kB=%ld\n",pid,comm,cpu,rss,pss,uss);
  t->cpu+=cpu;t->rss+=rss;t->pss+=pss;t->uss+=uss;t->n++;
}

/* user-space wire: reads frames on one interface, writes them on the other after a delay */
struct pkt{long long due;int out;int len;unsigned char*d;};
static struct pkt*heap;static int hn,hcap;
static void hpush(struct pkt p){ if(hn==hcap){hcap=hcap?hcap*2:1024;heap=realloc(heap,hcap*sizeof*heap);} int i=hn++; while(i&&heap[(i-1)/2].due>p.due){heap[i]=heap[(i-1)/2];i=(i-1)/2;} heap[i]=p; }
static struct pkt hpop(void){ struct pkt r=heap[0],l=heap[--hn]; int i=0; for(;;){int c=2*i+1; if(c>=hn)break; if(c+1<hn&&heap[c+1].due<heap[c].due)c++; if(heap[c].due>=l.due)break; heap[i]=heap[c];i=c;} if(hn)heap[i]=l; return r; }
static int rawsock(const char*ifn){ int s=socket(AF_PACKET,SOCK_RAW|SOCK_NONBLOCK,htons(ETH_P_ALL)); struct sockaddr_ll a; memset(&a,0,sizeof a); a.sll_family=AF_PACKET;a.sll_protocol=htons(ETH_P_ALL);a.sll_ifindex=if_nametoindex(ifn); if(!a.sll_ifindex||bind(s,(void*)&a,sizeof a)){perror(ifn);exit(1);}
  int one=1; setsockopt(s,SOL_PACKET,23/*PACKET_IGNORE_OUTGOING*/,&one,sizeof one);
  struct packet_mreq m; memset(&m,0,sizeof m); m.mr_ifindex=a.sll_ifindex;m.mr_type=PACKET_MR_PROMISC; setsockopt(s,SOL_PACKET,PACKET_ADD_MEMBERSHIP,&m,sizeof m);
  int sz=8<<20; setsockopt(s,SOL_SOCKET,SO_RCVBUFFORCE,&sz,sizeof sz); return s; }
static int do_wire(char**a){
  int s[2]={rawsock(a[0]),rawsock(a[1])}; double dms=atof(a[2]),jms=atof(a[3]); long loss=atol(a[4]); srand48(mono());
  int tf=timerfd_create(CLOCK_MONOTONIC,TFD_NONBLOCK); struct pollfd p[3]={{s[0],POLLIN,0},{s[1],POLLIN,0},{tf,POLLIN,0}}; unsigned char buf[70000];
  long long last[2]={0,0};
  for(;;){
    long long now=mono();
    while(hn&&heap[0].due<=now){struct pkt k=hpop(); if(send(s[k.out],k.d,k.len,0)<0){} free(k.d);}
    struct itimerspec it; memset(&it,0,sizeof it); if(hn){it.it_value.tv_sec=heap[0].due/1000000000LL;it.it_value.tv_nsec=heap[0].due%1000000000LL;} timerfd_settime(tf,TFD_TIMER_ABSTIME,&it,0);
    if(poll(p,3,-1)<0&&errno!=EINTR)return 1;
    unsigned long long x; if(read(tf,&x,8)<0){}
    for(int i=0;i<2;i++) for(;;){ int n=recv(s[i],buf,sizeof buf,0); if(n<=0){ break;} 
      if(loss&&drand48()*1e6<loss)continue;
      struct pkt k; k.out=1-i;k.len=n;k.d=malloc(n);memcpy(k.d,buf,n); k.due=mono()+(long long)((dms+jms*(2*drand48()-1))*1e6); if(k.due<last[i])k.due=last[i]; last[i]=k.due; hpush(k);} /* order is kept */
  }
}
int main(int c,char**v){
  if(c<2){fprintf(stderr,"usage: see source\n");return 2;}
  if(!strcmp(v[1],"init"))return do_init();
  if(!strcmp(v[1],"mono")){printf("%lld\n",mono());return 0;}
  if(!strcmp(v[1],"ledger")&&c==6)return do_ledger(v+2);
  if(!strcmp(v[1],"pids")&&c>=3)return each(v[2],c>4?v[3]:0,c>4?v[4]:0,prpid,0)<0;
  if(!strcmp(v[1],"usage")&&c>=3){struct tot t;memset(&t,0,sizeof t); if(each(v[2],c>4?v[3]:0,c>4?v[4]:0,use1,&t)<0)return 1; printf("TOTAL procs=%d cpu_ms=%ld rss_kB=%ld pss_kB=%ld uss_kB=%ld\n",t.n,t.cpu,t.rss,t.pss,t.uss);return 0;}
  if(!strcmp(v[1],"sig")&&c>=4){ static struct sigset2 s; s.sig=signum(v[3]); if(s.sig<0)return 2; char self[16];snprintf(self,16,"%d",getpid());
     do{ s.fresh=0; if(each(v[2],c>5?v[4]:0,c>5?v[5]:0,sendsig,&s)<0)break; }while(s.fresh && (s.sig==SIGSTOP||s.sig==SIGKILL) && !(c>5)); printf("%d\n",s.n); return s.n?0:1; }
  if(!strcmp(v[1],"event")&&c>=4){ char b[1000]; int n=snprintf(b,sizeof b,"%lld",mono()); for(int i=3;i<c;i++)n+=snprintf(b+n,sizeof b-n," %s",v[i]); b[n++]='\n'; int fd=open(v[2],O_WRONLY|O_APPEND|O_CREAT,0666); return write(fd,b,n)!=n; }
  if(!strcmp(v[1],"waitdead")&&c==4)return do_waitdead(v[2],atoi(v[3]));
  if(!strcmp(v[1],"wire")&&c==7)return do_wire(v+2);
  fprintf(stderr,"bad arguments\n");return 2;
}

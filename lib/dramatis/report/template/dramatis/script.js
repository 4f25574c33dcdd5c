(function(){
var list=".evidences :target",from=0,opener=null,close=document.querySelector(".close");
document.addEventListener("click",function(event){
var link=event.target.closest('a[href^="#"]');
if(!link||link===close)return;
if(!document.querySelector(list)){from=window.scrollY;opener=link}
});
function unfold(){
var target=location.hash.length>1&&document.getElementById(decodeURIComponent(location.hash.slice(1))),fold=target&&target.closest("details.more");
if(fold&&!fold.open){fold.open=true;target.scrollIntoView()}
}
window.addEventListener("hashchange",unfold);
unfold();
close.addEventListener("click",function(event){event.preventDefault();location.hash="_";window.scrollTo(0,from);if(opener)opener.focus({preventScroll:true})});
document.addEventListener("keydown",function(event){if(event.key==="Escape"&&document.querySelector(list))close.click()});
})();
